import { afterEach, describe, expect, test, vi } from 'vitest';
import { targets, targetsOnAws } from '../../adapters/scaling/targets/catalogue.ts';
import { Refusal } from '../../core/model/errors.ts';
import { tell } from '../../core/model/reason.ts';
import type { Term } from '../../core/ports.ts';
import { type TargetKind, targetKinds } from '../../core/scaling/config/target-kinds.ts';
import { isSameState } from '../../core/scaling/found.ts';
import { awsError, denied, throttled } from '../adapters/aws-error.ts';
import { rigsOf } from './rigs-of.ts';
import type { TargetRig } from './target-rig.ts';

/** What each kind is tried with: a file of its name in `test/laws/targets`. */
const rigs = await rigsOf<{ rig(): TargetRig<TargetKind> }>('test/laws/targets', Object.keys(targetKinds));

const own = '999988887777';
const minute: Term = { leftMs: () => 60_000 };

const home: Place = { account: null, region: null };
type Place = Readonly<Record<'account' | 'region', string | null>>;

const names = (count: number) => Array.from({ length: count }, (_, index) => `t${index}`);

afterEach(() => {
  vi.useRealTimers();
});

describe.each(rigs)('a target of the kind %s', (kind, { rig: makeRig }) => {
  function setUp(count = 1) {
    const regions: (string | null)[] = [];
    const made = makeRig();
    made.make(names(count));
    const config = (name: string, place: Partial<Place> = {}) => made.config(name, { ...home, ...place });
    const makers = { ...targetsOnAws(), [kind]: made.maker(regions) };
    const open = (leftMs: number) => targets({ makers, account: own, leftMs: () => leftMs, random: () => 0 });
    return { rig: { ...made, config, regions }, target: open(5000), open };
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
    for (const units of [5, 5, rig.least ?? 1]) {
      expect(await target.setCapacity(rig.config('t0'), { units }, minute)).toEqual({ is: 'applied', because: null });
      rig.settle?.();
      expect(await target.capacity(rig.config('t0'))).toMatchObject({ asked: units });
    }
  });

  test('shows a change as in flight until it runs, and sees it afresh at each read', async () => {
    const { rig, target } = setUp();
    await target.capacity(rig.config('t0'));
    await target.setCapacity(rig.config('t0'), { units: 5 }, minute);
    expect(await target.capacity(rig.config('t0'), 5)).toMatchObject({ asked: 5, running: 2, inFlight: 3 });
  });

  test('tells what was asked for last while fewer are to stay, and nothing that leaves as in flight', async () => {
    const { rig, target } = setUp();
    await target.setCapacity(rig.config('t0'), { units: 5 }, minute);
    rig.settle?.();
    await target.setCapacity(rig.config('t0'), { units: 3 }, minute);
    const { asked, running, inFlight } = await target.capacity(rig.config('t0'), 3);
    expect({ asked, inFlight }).toEqual({ asked: 3, inFlight: Math.max(0, 3 - running) });
  });

  test('goes by what it is asked for where nothing is on its way, whatever was asked for last', async () => {
    const { rig, target } = setUp();
    expect(await target.capacity(rig.config('t0'), 9)).toMatchObject({ asked: 2, running: 2, inFlight: 0 });
    expect(await target.capacity(rig.config('t0'), 1)).toMatchObject({ asked: 2, running: 2, inFlight: 0 });
  });

  test('leaves all others of its kind as they are', async () => {
    const { rig, target } = setUp(3);
    const others = async () => [await target.capacity(rig.config('t0')), await target.capacity(rig.config('t2'))];
    const before = [...(await others()), rig.beside?.('t0'), rig.beside?.('t2')];
    expect((await target.setCapacity(rig.config('t1'), { units: 5 }, minute)).is).toBe('applied');
    rig.settle?.();
    expect([...(await others()), rig.beside?.('t0'), rig.beside?.('t2')]).toEqual(before);
    expect(await target.capacity(rig.config('t1'))).toMatchObject({ asked: 5 });
  });

  test('that is gone is a refusal, not a failure', async () => {
    const { rig, target } = setUp();
    rig.remove('t0');
    await expect(target.capacity(rig.config('t0'))).rejects.toThrow(Refusal);
    await expect(target.capacity(rig.config('t0'))).rejects.toThrow(/"t0".*remove the scalable/);
    const outcome = await target.setCapacity(rig.config('t0'), { units: 3 }, minute);
    expect(outcome.is).toBe('refused');
    expect(tell(outcome.because ?? { says: '' })).toContain('remove the scalable');
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
    await expect(target.rivals?.(config)).rejects.toThrow(/another account/);
    await expect(target.pool?.(config, { readyBy: 'image', wasRefused: false })).rejects.toThrow(/another account/);
    expect((await target.setCapacity(config, { units: 3 }, minute)).is).toBe('refused');
    expect((await target.setPool?.(config, null, minute))?.is).toBe('refused');
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
    const { rig, open } = setUp();
    rig.service.troubles = ['hang'];
    await expect(open(30).capacity(rig.config('t0'))).rejects.toThrow('no answer within 30 ms');
    await expect(open(0).capacity(rig.config('t0'))).rejects.toThrow('no time is left');
  });

  test('is asked again after being throttled or broken, with the same number', async () => {
    vi.useFakeTimers();
    const { rig, target } = setUp();
    rig.service.troubles = [throttled(), awsError('InternalFailure', 'oops', 500)];
    const outcome = target.setCapacity(rig.config('t0'), { units: 3 }, minute);
    await vi.advanceTimersByTimeAsync(20_000);
    expect((await outcome).is).toBe('applied');
    expect(rig.service.called(rig.attempt ?? rig.changes)).toBe(3);
    expect(await target.capacity(rig.config('t0'), 3)).toMatchObject({ asked: 3 });
  });

  test('that stays throttled fails, so that the next look tries again', async () => {
    const { rig, target } = setUp();
    rig.service.troubles = Array.from({ length: 20 }, throttled);
    const outcome = await target.setCapacity(rig.config('t0'), { units: 3 }, minute);
    expect(outcome).toMatchObject({ is: 'failed', because: { error: expect.stringContaining('Rate exceeded') } });
    expect(rig.service.called(rig.attempt ?? rig.changes)).toBeLessThanOrEqual(5);
  });

  test('that the role may not change is refused, and no account number is told', async () => {
    const { rig, target } = setUp();
    rig.service.troubles = [denied()];
    const outcome = await target.setCapacity(rig.config('t0'), { units: 3 }, minute);
    expect(outcome.is).toBe('refused');
    expect(JSON.stringify(outcome)).not.toContain('111122223333');
    expect(rig.service.called(rig.attempt ?? rig.changes)).toBe(1);
  });

  test('is loaded by the catalogue when it is first asked, and asks nothing where no time is left', async () => {
    const { rig } = setUp();
    const real = targets({ makers: targetsOnAws(), account: own, leftMs: () => 0, random: () => 0 });
    await expect(real.capacity(rig.config('t0'))).rejects.toThrow('no time is left');
    await expect(real.setCapacity(rig.config('t0'), { units: 3 }, { leftMs: () => 0 })).resolves.toMatchObject({
      is: 'failed',
    });
  });

  test.each(Object.keys(makeRig().busy ?? {}))('%s is read, told as busy, and not changed', async (state) => {
    const { rig, target } = setUp();
    rig.busy?.[state]?.('t0');
    const { rations, ...told } = await target.capacity(rig.config('t0'), 3);
    expect(rations?.busyBecause?.says).toEqual(expect.any(String));
    expect(told).toMatchObject({ asked: 3, inFlight: 1 });
    expect((await target.setCapacity(rig.config('t0'), { units: 4 }, minute)).is).toBe('failed');
    expect(rig.service.called(rig.changes)).toBe(0);
  });

  test.each(Object.keys(makeRig().going ?? {}))('%s is a refusal', async (state) => {
    const { rig, target } = setUp();
    rig.going?.[state]?.('t0');
    await expect(target.capacity(rig.config('t0'))).rejects.toThrow(Refusal);
    expect((await target.setCapacity(rig.config('t0'), { units: 4 }, minute)).is).not.toBe('applied');
  });

  test('keeps all that it has besides', async () => {
    const { rig, target } = setUp();
    const before = rig.beside?.('t0');
    for (const units of [9, 3]) {
      await target.setCapacity(rig.config('t0'), { units }, minute);
      rig.settle?.();
    }
    expect(rig.beside?.('t0')).toEqual(before);
  });

  test('that Headroom changes bounds of is put back as it was found, and tells nothing to put back where it changes none', async () => {
    const { rig, target } = setUp();
    const was = await target.found?.(rig.config('t0'));
    const before = { asked: (await target.capacity(rig.config('t0'))).asked, beside: rig.beside?.('t0') };
    await target.setCapacity(rig.config('t0'), { units: 5 }, minute);
    rig.settle?.();
    expect(was ?? null, 'putsBack of the rig').toEqual(rig.putsBack ? expect.anything() : null);
    if (was === null || was === undefined) return;
    expect(JSON.parse(JSON.stringify(was.state))).toEqual(was.state);
    const isBack = async () => isSameState((await target.found?.(rig.config('t0')))?.state ?? {}, was.state);
    expect(await isBack()).toBe(false);
    for (let steps = 0; !(await isBack()); steps++) {
      expect(steps).toBeLessThan(3);
      expect(await target.putBack?.(rig.config('t0'), was.state, minute)).toEqual({ is: 'applied', because: null });
      rig.settle?.();
    }
    expect(rig.beside?.('t0')).toEqual(before.beside);
    expect((await target.capacity(rig.config('t0'))).asked).toBe(rig.leftWith ?? before.asked);
  });

  test('is not touched where the lease would end before an attempt could', async () => {
    const { rig, target } = setUp();
    expect((await target.setCapacity(rig.config('t0'), { units: 3 }, { leftMs: () => 2000 })).is).toBe('failed');
    expect(rig.service.calls).toEqual([]);
  });
});
