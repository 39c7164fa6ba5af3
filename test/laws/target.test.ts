import { afterEach, describe, expect, test, vi } from 'vitest';
import type { TargetClients } from '../../adapters/scaling/targets/any-kind/target-clients.ts';
import { targets } from '../../adapters/scaling/targets/catalogue.ts';
import { Refusal } from '../../core/model/errors.ts';
import type { Term } from '../../core/ports.ts';
import { type TargetConfig, targetKinds } from '../../core/scaling/config/kinds.ts';
import type { Target } from '../../core/scaling/ports.ts';
import { awsError, denied, throttled } from '../adapters/aws-error.ts';
import type { FakeAws } from '../adapters/fake-aws.ts';
import { FakeAutoScaling, group } from '../adapters/scaling/targets/auto-scaling-group/fake-auto-scaling.ts';
import { FakeEcs, service } from '../adapters/scaling/targets/ecs-service/fake-ecs.ts';

type Kind = keyof typeof targetKinds;

/** A target of some kind with its fake service. */
interface Rig {
  readonly service: Pick<FakeAws<unknown>, 'calls' | 'troubles' | 'called'>;
  readonly reads: string;
  readonly changes: string;
  /** How many targets one read may take. */
  readonly most: number;
  config(name: string, more?: { account?: string; region?: string }): TargetConfig;
  make(names: readonly string[]): void;
  remove(name: string): void;
  /** A name that AWS refuses together with all others in the call. */
  readonly spoiler: string;
  /** More than the target allows. */
  readonly tooMany: number;
  readonly clients: TargetClients;
  readonly regions: (string | null)[];
}

const nowhere = () => Promise.reject(new Error('another kind was asked'));

function everywhere<Client>(client: Client, regions: (string | null)[]) {
  const at = (region: string | null) => {
    regions.push(region);
    return client;
  };
  return () => Promise.resolve({ reader: at, actor: at });
}

const rigs: { readonly [K in Kind]: () => Rig } = {
  'auto-scaling-group': () => {
    const fake = new FakeAutoScaling();
    const regions: (string | null)[] = [];
    return {
      service: fake,
      reads: 'DescribeAutoScalingGroups',
      changes: 'SetDesiredCapacity',
      most: 100,
      config: (
        autoScalingGroupName,
        { account = null, region = null }: { account?: string | null; region?: string | null } = {},
      ) => ({
        kind: 'auto-scaling-group',
        account,
        region,
        autoScalingGroupName,
      }),
      make: (names) => {
        for (const name of names) fake.groups.set(name, group(name));
      },
      remove: (name) => fake.groups.delete(name),
      spoiler: 'x'.repeat(2000),
      tooMany: 11,
      clients: { autoScaling: everywhere(fake.client, regions), ecs: nowhere },
      regions,
    };
  },
  'ecs-service': () => {
    const fake = new FakeEcs();
    const regions: (string | null)[] = [];
    return {
      service: fake,
      reads: 'DescribeServices',
      changes: 'UpdateService',
      most: 10,
      config: (
        serviceName,
        { account = null, region = null }: { account?: string | null; region?: string | null } = {},
      ) => ({
        kind: 'ecs-service',
        account,
        region,
        cluster: 'shop',
        serviceName,
      }),
      make: (names) => {
        for (const name of names) fake.services.set(name, service(name));
      },
      remove: (name) => fake.services.delete(name),
      spoiler: 'no such name!',
      tooMany: 5001,
      clients: { autoScaling: nowhere, ecs: everywhere(fake.client, regions) },
      regions,
    };
  },
};

const own = '999988887777';
const minute: Term = { leftMs: () => 60_000 };

function open(rig: Rig, leftMs = 5000): Target {
  return targets({ clients: rig.clients, account: own, leftMs: () => leftMs, random: () => 0 });
}

const names = (count: number) => Array.from({ length: count }, (_, index) => `t${index}`);

afterEach(() => {
  vi.useRealTimers();
});

describe.each(Object.keys(targetKinds) as Kind[])('a target of the kind %s', (kind) => {
  function setUp(count = 1) {
    const rig = rigs[kind]();
    rig.make(names(count));
    return { rig, target: open(rig) };
  }

  test('tells capacity in numbers, and null where there is nothing to tell', async () => {
    const { rig, target } = setUp();
    const capacity = await target.capacity(rig.config('t0'));
    expect(capacity).toMatchObject({ asked: 2, running: 2, inFlight: 0, keepBecause: null, voidOutBecause: null });
    expect(JSON.parse(JSON.stringify(capacity))).toEqual(capacity);
    expect(Object.values(capacity)).not.toContain(undefined);
  });

  test('is changed by absolute numbers, as often as one likes', async () => {
    const { rig, target } = setUp();
    for (const units of [5, 5, 1]) {
      expect(await target.setCapacity(rig.config('t0'), { units }, minute)).toEqual({ is: 'applied', because: null });
      expect(await target.capacity(rig.config('t0'))).toMatchObject({ asked: units });
    }
  });

  test('shows a change as in flight until it runs, and sees it afresh at each read', async () => {
    const { rig, target } = setUp();
    await target.capacity(rig.config('t0'));
    await target.setCapacity(rig.config('t0'), { units: 5 }, minute);
    expect(await target.capacity(rig.config('t0'))).toMatchObject({ asked: 5, running: 2, inFlight: 3 });
  });

  test('that is gone is a refusal, not a failure', async () => {
    const { rig, target } = setUp();
    rig.remove('t0');
    await expect(target.capacity(rig.config('t0'))).rejects.toThrow(Refusal);
    await expect(target.capacity(rig.config('t0'))).rejects.toThrow(/"t0".*remove the scalable/);
    const outcome = await target.setCapacity(rig.config('t0'), { units: 3 }, minute);
    expect(outcome.is).toBe('refused');
    expect(outcome.because?.says).toContain('remove the scalable');
  });

  test('refuses what AWS does not accept, and says what to mend', async () => {
    const { rig, target } = setUp();
    const outcome = await target.setCapacity(rig.config('t0'), { units: rig.tooMany }, minute);
    expect(outcome.is).toBe('refused');
    expect(outcome.because).toMatchObject({ units: rig.tooMany, error: expect.stringMatching(/max|quota/) });
  });

  test.each([Number.NaN, -1, 1.5, Number.POSITIVE_INFINITY])('is not asked for %s units', async (units) => {
    const { rig, target } = setUp();
    expect((await target.setCapacity(rig.config('t0'), { units }, minute)).is).toBe('refused');
    expect(rig.service.calls).toEqual([]);
  });

  test('in another account is refused without a call', async () => {
    const { rig, target } = setUp();
    const config = rig.config('t0', { account: '111122223333' });
    await expect(target.capacity(config)).rejects.toThrow(/another account/);
    expect((await target.setCapacity(config, { units: 3 }, minute)).is).toBe('refused');
    expect(rig.service.calls).toEqual([]);
    await expect(target.capacity(rig.config('t0', { account: own }))).resolves.toMatchObject({ asked: 2 });
  });

  test('is read and changed in its own Region', async () => {
    const { rig, target } = setUp();
    const config = rig.config('t0', { region: 'us-west-2' });
    await Promise.all([target.capacity(config), target.capacity(rig.config('t0'))]);
    expect(rig.regions).toEqual(['us-west-2', null]);
    await target.setCapacity(config, { units: 3 }, minute);
    expect(rig.regions.at(-1)).toBe('us-west-2');
  });

  test('a thousand are read in as few calls as AWS allows, each once however many ask', async () => {
    const { rig, target } = setUp(1000);
    const configs = names(1000).map((name) => rig.config(name));
    const capacities = await Promise.all([...configs, ...configs].map((config) => target.capacity(config)));
    expect(capacities).toHaveLength(2000);
    expect(rig.service.called(rig.reads)).toBe(1000 / rig.most);
  });

  test('one that is gone, and one whose name AWS chokes on, keep no other from being read', async () => {
    const { rig, target } = setUp(30);
    const asked = [...names(30), 'gone', rig.spoiler];
    const answers = await Promise.allSettled(asked.map((name) => target.capacity(rig.config(name))));
    expect(answers.slice(0, 30).every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(answers.slice(30).every(({ status }) => status === 'rejected')).toBe(true);
  });

  test('that cannot be read just now is an error, no refusal and no number', async () => {
    for (const trouble of [throttled(), awsError('InternalFailure', 'oops', 500)]) {
      const { rig, target } = setUp();
      rig.service.troubles = [trouble];
      const error = await target.capacity(rig.config('t0')).catch((reason: unknown) => reason);
      expect(error).toBe(trouble);
      expect(error).not.toBeInstanceOf(Refusal);
      await expect(target.capacity(rig.config('t0'))).resolves.toMatchObject({ asked: 2 });
    }
  });

  test('that never answers is given up when the time for reading is over', async () => {
    const { rig } = setUp();
    rig.service.troubles = ['hang'];
    await expect(open(rig, 30).capacity(rig.config('t0'))).rejects.toThrow('no answer within 30 ms');
    await expect(open(rig, 0).capacity(rig.config('t0'))).rejects.toThrow('no time is left');
  });

  test('is asked again after being throttled or broken, with the same number', async () => {
    vi.useFakeTimers();
    const { rig, target } = setUp();
    rig.service.troubles = [throttled(), awsError('InternalFailure', 'oops', 500)];
    const outcome = target.setCapacity(rig.config('t0'), { units: 3 }, minute);
    await vi.advanceTimersByTimeAsync(20_000);
    expect((await outcome).is).toBe('applied');
    expect(rig.service.called(rig.changes)).toBe(3);
    expect(await target.capacity(rig.config('t0'))).toMatchObject({ asked: 3 });
  });

  test('that stays throttled fails, so that the next look tries again', async () => {
    const { rig, target } = setUp();
    rig.service.troubles = Array.from({ length: 20 }, throttled);
    const outcome = await target.setCapacity(rig.config('t0'), { units: 3 }, minute);
    expect(outcome).toMatchObject({ is: 'failed', because: { error: expect.stringContaining('Rate exceeded') } });
    expect(rig.service.called(rig.changes)).toBeLessThanOrEqual(5);
  });

  test('that the role may not change is refused, and no account number is told', async () => {
    const { rig, target } = setUp();
    rig.service.troubles = [denied()];
    const outcome = await target.setCapacity(rig.config('t0'), { units: 3 }, minute);
    expect(outcome.is).toBe('refused');
    expect(JSON.stringify(outcome)).not.toContain('111122223333');
    expect(rig.service.called(rig.changes)).toBe(1);
  });

  test('is not touched where the lease would end before an attempt could', async () => {
    const { rig, target } = setUp();
    expect((await target.setCapacity(rig.config('t0'), { units: 3 }, { leftMs: () => 2000 })).is).toBe('failed');
    expect(rig.service.calls).toEqual([]);
  });
});
