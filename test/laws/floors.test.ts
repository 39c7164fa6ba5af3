import { describe, expect, test } from 'vitest';
import { memoryLedger } from '../../adapters/ledger/memory.ts';
import { applicationFloors } from '../../adapters/scaling/floors/application-floors.ts';
import { scaledOf } from '../../adapters/scaling/floors/application-floors-on-aws.ts';
import { floorsOnAws } from '../../adapters/scaling/floors/catalogue.ts';
import { type FloorMakers, floors } from '../../adapters/scaling/floors/floors.ts';
import { groupFloors } from '../../adapters/scaling/floors/group-floors.ts';
import type { Scaled } from '../../adapters/scaling/targets/any-kind/native-rivals.ts';
import { targets, targetsOnAws } from '../../adapters/scaling/targets/catalogue.ts';
import { Refusal } from '../../core/model/errors.ts';
import { tell } from '../../core/model/reason.ts';
import type { Signal } from '../../core/model/signal.ts';
import type { Term } from '../../core/ports.ts';
import { type NativelyScaledKind, nativelyScaledKinds } from '../../core/scaling/config/native-scaling.ts';
import { parseScalable } from '../../core/scaling/config/parse-scalable.ts';
import type { TargetConfig } from '../../core/scaling/config/target-kinds.ts';
import { scalingReport } from '../../core/scaling/report.ts';
import type { ScalingEntry } from '../../core/scaling/scaling-entry.ts';
import { scalingScopes } from '../../core/scaling/scopes.ts';
import { serveLooks } from '../../functions/looks.ts';
import { scalingLooking } from '../../functions/resource-allocator/looking.ts';
import { awsError, denied } from '../adapters/aws-error.ts';
import type { FakeAws } from '../adapters/fake-aws.ts';
import { FakeApplicationAutoScaling } from '../adapters/scaling/targets/any-kind/fake-application-auto-scaling.ts';
import type { FakeAutoScaling } from '../adapters/scaling/targets/auto-scaling-group/fake-auto-scaling.ts';
import { minuteMs, noonMs } from '../fixtures.ts';
import { rigsOf } from './rigs-of.ts';
import type { RivalsRig, TargetRig } from './target-rig.ts';

const rigs = await rigsOf<{ rig(): TargetRig<NativelyScaledKind> }>('test/laws/targets', [...nativelyScaledKinds]);
const minute: Term = { leftMs: () => 60_000 };
const own = '999988887777';
const home = { account: null, region: null };

/** The service that keeps the minimum of a kind, and what it has of a target. */
interface Keeper {
  readonly service: Pick<FakeAws<unknown>, 'calls' | 'called' | 'troubles'>;
  readonly change: string;
  /** Makes what scales it within bounds. */
  keep(name: string, min: number, max: number): void;
  forget(name: string): void;
  told(name: string): Readonly<Record<string, unknown>>;
  readonly makers: FloorMakers;
}

function keeperOf(kind: NativelyScaledKind, rig: TargetRig<NativelyScaledKind>): Keeper {
  const { service } = rig.rivals as RivalsRig;
  return service instanceof FakeApplicationAutoScaling
    ? ofApplication(kind, rig, service)
    : ofGroups(rig, rig.service as unknown as FakeAutoScaling);
}

function ofApplication(
  kind: NativelyScaledKind,
  rig: TargetRig<NativelyScaledKind>,
  native: FakeApplicationAutoScaling,
): Keeper {
  const scale = (scaledOf as Readonly<Record<string, (config: TargetConfig) => Scaled | null>>)[kind];
  const scaled = (name: string) => scale?.(rig.config(name, home) as TargetConfig) as Scaled;
  const at = () => native.client;
  const make: FloorMakers[NativelyScaledKind] = async () => (world) =>
    applicationFloors(scale as never, { ...world, clients: { reader: at, actor: at } });
  return {
    service: native,
    change: 'RegisterScalableTarget',
    keep: (name, MinCapacity, MaxCapacity) => {
      native.register(scaled(name));
      Object.assign(native.targets.get(scaled(name).ResourceId) as object, { MinCapacity, MaxCapacity });
    },
    forget: (name) => void native.targets.delete(scaled(name).ResourceId),
    told: (name) => {
      const { MinCapacity: min, ...rest } = native.targets.get(scaled(name).ResourceId) ?? {};
      return { min, rest };
    },
    makers: { ...floorsOnAws(), [kind]: make },
  };
}

function ofGroups(rig: TargetRig<NativelyScaledKind>, fake: FakeAutoScaling): Keeper {
  return {
    service: fake,
    change: 'UpdateAutoScalingGroup',
    keep: (name, MinSize, MaxSize) => void Object.assign(fake.groups.get(name) as object, { MinSize, MaxSize }),
    forget: (name) => void rig.remove(name),
    told: (name) => {
      const { MinSize: min, ...rest } = fake.groups.get(name) ?? {};
      return { min, rest };
    },
    makers: { ...floorsOnAws(), 'auto-scaling-group': async () => () => groupFloors({ actor: () => fake.client }) },
  };
}

describe.each(rigs)('the minimum of a target of the kind %s', (kind, { rig: makeRig }) => {
  function setUp(count = 1) {
    const rig = makeRig();
    const names = Array.from({ length: count }, (_, index) => `t${index}`);
    rig.make(names);
    const keeper = keeperOf(kind as NativelyScaledKind, rig);
    for (const name of names) keeper.keep(name, 1, 9);
    const world = { account: own, leftMs: () => 5000, random: () => 0 };
    const target = targets({ ...world, makers: { ...targetsOnAws(), [kind]: rig.maker([]) } });
    const config = (name: string, place: Partial<typeof home> = {}) =>
      rig.config(name, { ...home, ...place }) as TargetConfig;
    return { rig, keeper, names, target, config, floor: floors({ ...world, target, makers: keeper.makers }) };
  }

  test('is what is asked for, while what runs is what AWS runs above it', async () => {
    const { floor, config } = setUp();
    const capacity = await floor.capacity(config('t0'));
    expect(capacity).toMatchObject({ asked: 1, running: 2, inFlight: 0, max: 9, keepBecause: null });
    expect(JSON.parse(JSON.stringify(capacity))).toEqual(capacity);
  });

  test('is set by absolute numbers, up and down, and nothing else is changed or named', async () => {
    const { rig, keeper, floor, config } = setUp();
    const { rest } = keeper.told('t0');
    for (const units of [2, 2, 1]) {
      expect(await floor.setCapacity(config('t0'), { units }, minute)).toEqual({ is: 'applied', because: null });
      expect(keeper.told('t0')).toEqual({ min: units, rest });
      expect(await floor.capacity(config('t0'))).toMatchObject({ asked: units });
    }
    const changes = keeper.service.calls.filter(({ action }) => action === keeper.change);
    expect(changes).toHaveLength(3);
    for (const { input } of changes) {
      expect(Object.keys(input).filter((key) => /desired|max|suspend|template/i.test(key))).toEqual([]);
    }
    expect(rig.service.called(rig.changes)).toBe(0);
  });

  test('counts what it lacks as in flight', async () => {
    const { keeper, floor, config } = setUp();
    keeper.keep('t0', 5, 9);
    expect(await floor.capacity(config('t0'))).toMatchObject({ asked: 5, running: 2, inFlight: 3 });
  });

  test('above the maximum is refused, and what to mend is told', async () => {
    const { keeper, floor, config } = setUp();
    const outcome = await floor.setCapacity(config('t0'), { units: 10 }, minute);
    expect(outcome.is).toBe('refused');
    expect(tell(outcome.because ?? { says: '' })).toMatch(/minimum of 10; raise .*[Mm]ax/);
    expect(keeper.told('t0').min).toBe(1);
  });

  test('of what AWS scales no more is a refusal, and is registered by nobody', async () => {
    const { keeper, floor, config } = setUp();
    keeper.forget('t0');
    await expect(floor.capacity(config('t0'))).rejects.toThrow(Refusal);
    expect((await floor.setCapacity(config('t0'), { units: 3 }, minute)).is).toBe('refused');
    expect(keeper.told('t0').min).toBeUndefined();
  });

  test('is put back as it was found, by a step that may be repeated', async () => {
    const { keeper, floor, config } = setUp();
    const found = await floor.found?.(config('t0'));
    expect(found).toEqual({ state: { min: 1 }, restlessBecause: null });
    await floor.setCapacity(config('t0'), { units: 4 }, minute);
    for (let times = 0; times < 2; times++) {
      expect((await floor.putBack?.(config('t0'), { min: 1 }, minute))?.is).toBe('applied');
      expect(keeper.told('t0').min).toBe(1);
    }
  });

  test('in another account is refused without a call', async () => {
    const { keeper, floor, config } = setUp();
    const elsewhere = config('t0', { account: '111122223333' } as never);
    await expect(floor.capacity(elsewhere)).rejects.toThrow(/another account/);
    expect((await floor.setCapacity(elsewhere, { units: 3 }, minute)).is).toBe('refused');
    expect(keeper.service.called(keeper.change)).toBe(0);
  });

  test('of a hundred is read in as few calls as AWS allows', async () => {
    const { rig, keeper, floor, names, config } = setUp(100);
    await Promise.all(names.map((name) => floor.capacity(config(name))));
    if (keeper.service === rig.service) expect(rig.service.called(rig.reads)).toBe(1);
    else expect(keeper.service.called('DescribeScalableTargets')).toBe(2);
  });

  test('is asked for again after a failure, within its term, and told where the role may not set it', async () => {
    const { keeper, floor, config } = setUp();
    keeper.service.troubles = [awsError('InternalFailure', 'oops', 500)];
    expect((await floor.setCapacity(config('t0'), { units: 2 }, minute)).is).toBe('applied');
    keeper.service.troubles = [denied()];
    expect((await floor.setCapacity(config('t0'), { units: 3 }, minute)).is).toBe('refused');
    const calls = keeper.service.called(keeper.change);
    expect((await floor.setCapacity(config('t0'), { units: 3 }, { leftMs: () => 2000 })).is).toBe('failed');
    expect(keeper.service.called(keeper.change)).toBe(calls);
  });

  test.each(Object.keys(makeRig().busy ?? {}))('%s is not asked for', async (state) => {
    const { rig, floor, config } = setUp();
    rig.busy?.[state]?.('t0');
    expect((await floor.capacity(config('t0'))).rations?.busyBecause?.says).toEqual(expect.any(String));
  });
});

test('a minimum waits for no deployment, and is lowered where nothing may be taken away', async () => {
  const says = { says: 'a deployment is running' };
  const told = { asked: 4, running: 6, inFlight: 2, min: null, max: null, keepBecause: says };
  const target = {
    capacity: async () => ({ ...told, voidOutBecause: null, voidInBecause: says }),
    setCapacity: async () => ({ is: 'applied', because: null }) as const,
  };
  const judge = () => null;
  const make = async () => () => ({ bounds: async () => ({ min: 3, max: 9 }), setMin: async () => ({}), judge });
  const makers: FloorMakers = { ...floorsOnAws(), 'ecs-service': make };
  const floor = floors({ makers, target, account: null, leftMs: () => 5000, random: () => 0 });
  const config = { kind: 'ecs-service', ...home, cluster: 'shop', serviceName: 'web' } as const;
  expect(await floor.capacity(config)).toMatchObject({ asked: 3, inFlight: 0, keepBecause: null, voidInBecause: null });
});

describe.each(rigs)('a scalable beside what scales a target of the kind %s', (kind, { rig: makeRig }) => {
  /** Looks at one of 1 to 9 units, of which a schedule wants at least `floor`. */
  function aLooker(wanted = 5) {
    const rig = makeRig();
    rig.make(['t0']);
    const rivals = rig.rivals as RivalsRig;
    const keeper = keeperOf(kind as NativelyScaledKind, rig);
    keeper.keep('t0', 1, 9);
    const world = { account: null, leftMs: () => 5000, random: () => 0 };
    const ledger = memoryLedger();
    let [nowMs, ids, mode] = [noonMs, 0, 'on'];
    const scalable = async (name: string) =>
      parseScalable(name, {
        ...{ mode, beside: 'native', target: rig.config('t0', home), bounds: { min: 1, max: 20 } },
        policies: [{ kind: 'schedule', timeZone: 'UTC', windows: [{ from: '00:00', to: '23:59', floor: wanted }] }],
      });
    const invocation = scalingLooking({
      roster: {
        scopes: scalingScopes('headroom'),
        all: async () => ['t0'],
        watching: async () => ['t0'],
        claimFullLook: async () => true,
      },
      spine: { ledger, clock: { nowMs: () => nowMs }, newId: () => String(ids++), leaseMs: 60_000 },
      world: () => {
        const target = targets({ ...world, makers: { ...targetsOnAws(), [kind]: rig.maker([]) } });
        return {
          settings: { scalable, overrides: async () => [] },
          source: { read: async () => ({ metric: { points: [], trouble: null }, witness: null }) },
          target,
          floors: floors({ ...world, target, makers: keeper.makers }),
          alarms: { state: async () => null },
        };
      },
      hasTime: () => true,
    });
    const tick: Signal = { kind: 'tick', id: 'tick', atMs: null, dryRun: false };
    const look = async (minutes = 0): Promise<ScalingEntry> => {
      nowMs += minutes * minuteMs;
      const heard = [{ messageId: 'm', at: 'event', said: { signal: tick, content: null } }];
      const served = await serveLooks(heard, invocation, { report: scalingReport, sinks: [] });
      return ((await served.answer()) as { readonly entries: readonly ScalingEntry[] }).entries[0] as ScalingEntry;
    };
    const set = (to: string) => {
      mode = to;
    };
    return { rig, rivals, keeper, look, set };
  }
  const policy = (rivals: RivalsRig) => rivals.add['scaling policy']?.('t0', 'cpu');
  const kindsOf = ({ troubles }: ScalingEntry) => troubles?.map((trouble) => trouble.kind) ?? [];

  test('moves the minimum and nothing else, and takes the policies of AWS for no rivals', async () => {
    const { rig, rivals, keeper, look } = aLooker();
    policy(rivals);
    const entry = await look();
    expect(entry.outcome?.is).toBe('applied');
    expect(keeper.told('t0').min).toBe(5);
    expect(rig.service.called(rig.changes)).toBe(0);
    expect(kindsOf(entry)).toEqual([]);
  });

  test('never asks for a minimum above the maximum of the target', async () => {
    const { rivals, keeper, look } = aLooker(15);
    policy(rivals);
    for (let times = 0; times < 4; times++) await look(1);
    expect(keeper.told('t0').min).toBe(9);
  });

  test('says that nobody reacts where no policy of AWS is there or all are suspended, and moves the minimum all the same', async () => {
    for (const suspended of [false, true]) {
      const { rivals, keeper, look } = aLooker();
      if (suspended) {
        policy(rivals);
        rivals.suspend('t0');
      }
      const entry = await look();
      expect(entry.outcome?.is).toBe('applied');
      expect(kindsOf(entry)).toEqual(['nobody-reacts']);
      expect(keeper.told('t0').min).toBe(5);
    }
  });

  test('finds no foreign hand in what AWS has scaled above the minimum', async () => {
    const { rivals, look } = aLooker(1);
    policy(rivals);
    for (let times = 0; times < 5; times++) {
      const entry = await look(5);
      expect(entry.decision?.reasons.some(({ by }) => by === 'others')).toBe(false);
      expect(entry.outcome?.is).toBe('unchanged');
    }
  });

  test('is put back in the mode off to the minimum that was found', async () => {
    const { rivals, keeper, look, set } = aLooker();
    policy(rivals);
    await look();
    expect(keeper.told('t0').min).toBe(5);
    set('off');
    await look(1);
    expect(keeper.told('t0').min).toBe(1);
    expect((await look(1)).outcome?.is).not.toBe('applied');
  });

  test('changes nothing in the mode recommend', async () => {
    const { rivals, keeper, look, set } = aLooker();
    policy(rivals);
    set('recommend');
    expect((await look()).outcome?.is).toBe('recommended');
    expect(keeper.told('t0').min).toBe(1);
  });

  test('asks for nothing beside a schedule of AWS that sets the minimum too', async () => {
    const { rivals, keeper, look } = aLooker();
    policy(rivals);
    rivals.add['scheduled action']?.('t0', 'morning');
    const { service } = rivals;
    const schedules = (service as unknown as { readonly schedules: object[] }).schedules;
    Object.assign(schedules[0] as object, { MinSize: 3, ScalableTargetAction: { MinCapacity: 3 } });
    const entry = await look();
    expect(entry.outcome?.is).toBe('refused');
    expect(tell(entry.outcome?.because ?? { says: '' })).toMatch(/"morning" sets the minimum too/);
    expect(keeper.told('t0').min).toBe(1);
  });
});
