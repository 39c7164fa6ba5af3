import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScalableInput } from '../../core/scaling/config/scalable.ts';
import type { ScalingEntry } from '../../core/scaling/scaling-entry.ts';
import { openWindows } from '../../core/time/open-windows.ts';
import { aPart, minuteMs, someSizes } from '../fixtures.ts';
import { refreshed, type SizedScalable, serves } from './sized-scalable.ts';

const hourMs = 60 * minuteMs;
const weekMs = 168 * hourMs;

/** 100 of the smallest size a unit; sizes change on Wednesdays from eleven to two, and a canary is watched for ten minutes. */
const input: Partial<ScalableInput> = {
  bounds: { min: 2, max: 12 },
  leadSeconds: 240,
  readings: { demand: { parts: [{ ...aPart, delaySeconds: 0 }] } },
  policies: [{ kind: 'target-tracking', reading: 'demand', of: 'demand', target: 100 }],
  scaleIn: { holdSeconds: 120, maxPercent: 50 },
  sizes: { ...someSizes, change: 'on', watchSeconds: 600 },
};
const sizes = someSizes.ladder.map(({ size }) => size);
const placeOf = (size: string | null) => sizes.indexOf(size ?? '');

const event = fc.oneof(
  { weight: 6, arbitrary: fc.record({ is: fc.constant('demand' as const), perSecond: fc.nat(3000) }) },
  { weight: 4, arbitrary: fc.record({ is: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 40 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ is: fc.constant('skip' as const), hours: fc.constantFrom(1, 23, 24, 168, 169) }),
  },
  { weight: 4, arbitrary: fc.record({ is: fc.constant('night' as const), size: fc.constantFrom(...sizes) }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('hand' as const), size: fc.constantFrom(...sizes) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      is: fc.constant('fault' as const),
      call: fc.constantFrom('setSize' as const, 'setCapacity' as const, 'size' as const),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('fails' as const), fails: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('others' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant('mode' as const),
      mode: fc.constantFrom('on', 'recommend', 'off' as const),
    }),
  },
);
type Event = typeof event extends fc.Arbitrary<infer One> ? One : never;

async function happen(scalable: SizedScalable, one: Event, perSecond: number): Promise<number> {
  const { fleet, nowMs } = scalable;
  if (one.is === 'skip') scalable.skip(one.hours * hourMs);
  if (one.is === 'night') scalable.choice = { size: one.size, says: 'it would cost less' };
  if (one.is === 'hand') {
    scalable.overrides = [{ kind: 'size', units: null, size: one.size, untilMs: nowMs + 48 * hourMs, note: null }];
  }
  if (one.is === 'fault') fleet.faults.set(one.call, one.when);
  if (one.is === 'fails') fleet.fails = one.fails;
  if (one.is === 'others') fleet.replaceByOthers();
  if (one.is === 'mode') scalable.mode = one.mode as 'on';
  const demand = one.is === 'demand' ? one.perSecond : perSecond;
  await scalable.minutes(one.is === 'wait' ? one.minutes : 2, demand);
  return demand;
}

const isUrgent = ({ decision }: ScalingEntry) =>
  decision?.reasons.some(({ because }) => because.says.includes('the only answer left')) ?? false;

/** What a size never does, by what the fleet has accepted and by the entries that asked for it. */
function checkAccepted({ fleet: { accepted }, entries }: SizedScalable): void {
  for (const { observation, decision } of entries) {
    if (decision?.change?.size !== undefined) expect(observation?.size).toMatchObject({ underWay: null });
  }
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const { from, to, atMs, running } of accepted) {
    const entry = entries.find((one) => one.atMs === atMs);
    expect(entry?.decision?.change?.size).toBe(to);
    expect(Math.abs(placeOf(to) - placeOf(from))).toBe(1);
    const windows = { timeZone: 'UTC', windows: someSizes.windows };
    if (entry !== undefined && !isUrgent(entry)) expect(openWindows(windows, atMs)).not.toEqual([]);
    expect(running).toBeGreaterThanOrEqual(2);
    expect(running).toBeGreaterThanOrEqual(entry?.decision?.keep.size?.changing?.leastUnits ?? Number.NaN);
    expect(entry?.observation?.config.mode).toBe('on');
    expect(atMs - lastMs).toBeGreaterThanOrEqual(weekMs);
    lastMs = atMs;
  }
}

/** What is prepared serves, of the smaller size, all that was asked for of the larger. */
function checkPrepared({ entries }: SizedScalable): void {
  for (const { observation, decision } of entries) {
    const preparing = decision?.keep.size?.preparing ?? null;
    if (preparing === null || preparing.sinceMs !== observation?.atMs) continue;
    const { from, to, leastUnits } = preparing;
    expect(leastUnits * (serves[to] ?? 0)).toBeGreaterThanOrEqual(observation.capacity.asked * (serves[from] ?? 0));
  }
}

describe('a scalable whose units may change their size', () => {
  test('whatever is interleaved: one change at a time, in its window, by one step, above redundancy, once a week, and capacity never falls', async () => {
    let changes = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { minLength: 5, maxLength: 30 }),
        fc.constantFrom(...sizes),
        async (events, size) => {
          const scalable = refreshed(input, size, 6);
          let demand = 400;
          for (const one of events) demand = await happen(scalable, one, demand);
          checkAccepted(scalable);
          checkPrepared(scalable);
          expect(scalable.fleet.fell).toEqual([]);
          changes += scalable.fleet.accepted.length;
        },
      ),
      { numRuns: 100 },
    );
    expect(changes).toBeGreaterThan(50);
  });

  test('goes to a larger size, with the reason, and then runs fewer', async () => {
    const scalable = refreshed(input, 'm7g.large', 8);
    scalable.choice = { size: 'm7g.xlarge', says: '4 x m7g.xlarge would have served what 8 x m7g.large did' };
    await scalable.minutes(100, 800);
    expect(scalable.fleet.sizeOfNew).toBe('m7g.xlarge');
    expect(JSON.stringify(scalable.entries)).toContain('the size has changed from {from} to {to}');
    const last = await scalable.minutes(10, 800);
    expect(last.observation?.capacity).toMatchObject({ asked: 4, running: 4 });
  });

  test('asks for as many as a smaller size needs before it changes to that', async () => {
    const scalable = refreshed(input, 'm7g.xlarge', 4);
    scalable.choice = { size: 'm7g.large', says: 'smaller would cost less' };
    const first = await scalable.minutes(1, 750);
    expect(first.decision?.change).toEqual({ units: 8 });
    await scalable.minutes(90, 750);
    expect(scalable.fleet.sizeOfNew).toBe('m7g.large');
    expect(scalable.fleet.accepted).toMatchObject([{ from: 'm7g.xlarge', to: 'm7g.large', running: 8 }]);
    expect(scalable.fleet.fell).toEqual([]);
  });

  test('whose change fails ends in the old size, says why, and rests for a week', async () => {
    const scalable = refreshed(input, 'm7g.large', 6);
    scalable.choice = { size: 'm7g.xlarge', says: 'larger would cost less' };
    scalable.fleet.fails = true;
    await scalable.minutes(90, 600);
    expect([scalable.fleet.sizeOfNew, scalable.fleet.isReplacing]).toEqual(['m7g.large', false]);
    const told = scalable.entries.at(-1);
    expect(told?.decision?.keep.size?.failed).toMatchObject({ to: 'm7g.xlarge', hasBegun: true });
    expect(JSON.stringify(told?.troubles)).toContain('size-change-failed');
    expect(JSON.stringify(scalable.entries)).toContain('has failed and was rolled back: {ended}');
    expect(scalable.fleet.accepted.length).toBe(1);
  });

  test('at its most goes to the next larger size, out of its window too, since that is the only answer left', async () => {
    const scalable = refreshed(
      { ...input, sizes: { ...input.sizes, windows: [{ days: ['sun'], from: '01:00', to: '02:00' }] } as never },
      'm7g.large',
      12,
    );
    await scalable.minutes(14, 1800);
    expect(scalable.fleet.accepted).toEqual([]);
    const asked = await scalable.minutes(3, 1800);
    expect(scalable.fleet.accepted).toMatchObject([{ to: 'm7g.xlarge' }]);
    expect(JSON.stringify([asked, ...scalable.entries.slice(-4)])).toContain('a larger size is the only answer left');
  });

  test('at its most is told that a larger size is the only answer left, where sizes are recommended alone too', async () => {
    const scalable = refreshed({ ...input, sizes: { ...someSizes } }, 'm7g.large', 12);
    const entry = await scalable.minutes(20, 1800);
    expect(scalable.fleet.accepted).toEqual([]);
    expect(entry.decision?.desired.size).toBe('m7g.xlarge');
    expect(JSON.stringify(entry.decision?.reasons)).toContain('a larger size is the only answer left');
  });

  test('is only recommended where nothing else is said, and in every mode but on', async () => {
    const advised = { ...input, sizes: { ...someSizes } };
    for (const [one, mode] of [
      [advised, 'on'],
      [input, 'recommend'],
      [input, 'scale-out-only'],
    ] as const) {
      const scalable = refreshed(one, 'm7g.large', 6);
      scalable.mode = mode;
      scalable.choice = { size: 'm7g.xlarge', says: 'larger would cost less' };
      const entry = await scalable.minutes(5, 600);
      expect(scalable.fleet.accepted).toEqual([]);
      expect(entry.decision?.desired).toEqual({ units: 6, size: 'm7g.xlarge' });
      expect(entry.decision?.reasons.at(-1)?.because.says).toContain('{next} would be next, but');
    }
  });
});
