import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScalableInput } from '../../core/scaling/config/scalable.ts';
import { openWindows } from '../../core/time/open-windows.ts';
import type { SteppedFleet } from '../../sim/scaling/sizing/stepped-fleet.ts';
import { aPart, minuteMs, someSizes } from '../fixtures.ts';
import { type SizedScalable, stepped } from './sized-scalable.ts';

const hourMs = 60 * minuteMs;
const weekMs = 168 * hourMs;

/** 100 of the smallest size a reader; sizes change on Wednesdays from eleven to two, and the first is watched for ten minutes. */
const input: Partial<ScalableInput> = {
  bounds: { min: 1, max: 12 },
  leadSeconds: 240,
  readings: { demand: { parts: [{ ...aPart, delaySeconds: 0 }] } },
  policies: [{ kind: 'target-tracking', reading: 'demand', of: 'demand', target: 100 }],
  scaleIn: { holdSeconds: 120, maxPercent: 50 },
  sizes: { ...someSizes, change: 'on', watchSeconds: 600 },
};
const sizes = someSizes.ladder.map(({ size }) => size);
type Scalable = SizedScalable<SteppedFleet>;

const event = fc.oneof(
  { weight: 4, arbitrary: fc.record({ is: fc.constant('demand' as const), perSecond: fc.nat(1500) }) },
  { weight: 6, arbitrary: fc.record({ is: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('skip' as const), hours: fc.constantFrom(1, 23, 168, 169) }) },
  { weight: 4, arbitrary: fc.record({ is: fc.constant('night' as const), size: fc.constantFrom(...sizes) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      is: fc.constant('fault' as const),
      call: fc.constantFrom('setSize' as const, 'setCapacity' as const, 'size' as const),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('breaks' as const), breaks: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('pause' as const), minutes: fc.constantFrom(20, 90) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant('mode' as const),
      mode: fc.constantFrom('on' as const, 'recommend' as const),
    }),
  },
);
type Event = typeof event extends fc.Arbitrary<infer One> ? One : never;

async function happen(scalable: Scalable, one: Event, perSecond: number): Promise<number> {
  const { fleet, nowMs } = scalable;
  if (one.is === 'skip') scalable.skip(one.hours * hourMs);
  if (one.is === 'night') scalable.choice = { size: one.size, says: 'it would cost less' };
  if (one.is === 'fault') fleet.faults.set(one.call, one.when);
  if (one.is === 'breaks') fleet.breaks = one.breaks;
  if (one.is === 'mode') scalable.mode = one.mode;
  if (one.is === 'pause')
    scalable.overrides = [{ kind: 'pause', units: null, untilMs: nowMs + one.minutes * minuteMs, note: null }];
  const demand = one.is === 'demand' ? one.perSecond : perSecond;
  await scalable.minutes(one.is === 'wait' ? one.minutes : 2, demand);
  return demand;
}

/** What calls never do: two at a time, below what served before, while it is paused or not on, or a beginning out of its window or week. */
function checkCalls({ fleet: { calls }, entries }: Scalable): void {
  let endedMs = Number.NEGATIVE_INFINITY;
  for (const { atMs, to, running, away, is } of calls) {
    const entry = entries.find((one) => one.atMs === atMs);
    expect(away).toBe(0);
    expect(entry?.decision?.change?.size).toBe(to);
    expect(entry?.observation?.config.mode).toBe('on');
    expect(entry?.observation?.overrides.some((one) => 'kind' in one && one.kind === 'pause')).toBe(false);
    const before = entry?.observation?.memory.kept?.size ?? null;
    const step = entry?.decision?.keep.size?.changing ?? null;
    if (step?.back === undefined && is === 'resize')
      expect(running).toBeGreaterThanOrEqual(step?.leastUnits ?? Number.NaN);
    if (before?.changing) continue;
    endedMs = before?.endedAtMs ?? endedMs;
    expect(openWindows({ timeZone: 'UTC', windows: someSizes.windows }, atMs)).not.toEqual([]);
    expect(atMs - endedMs).toBeGreaterThanOrEqual(weekMs);
  }
}

/** As many serve beside one that is away as were asked for when the change began. */
function checkCapacity({ entries }: Scalable): void {
  for (const { observation, decision } of entries) {
    const step = observation?.memory.kept?.size?.changing ?? null;
    if (step === null || step.back !== undefined || decision?.keep.size?.changing?.back !== undefined) continue;
    expect(observation?.capacity.asked).toBeGreaterThanOrEqual(step.leastUnits);
    expect(observation?.capacity.running).toBeGreaterThanOrEqual(step.leastUnits - 1);
  }
}

describe('a scalable whose size only calls change, one instance after the other', () => {
  test('whatever is interleaved: one is away at a time, others stand in for it, and a change begins in its window, once a week', async () => {
    let calls = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { minLength: 5, maxLength: 25 }),
        fc.constantFrom(...sizes),
        async (events, size) => {
          const scalable = stepped(input, size, 4);
          let demand = 300;
          for (const one of events) demand = await happen(scalable, one, demand);
          checkCalls(scalable);
          checkCapacity(scalable);
          calls += scalable.fleet.calls.length;
        },
      ),
      { numRuns: 100 },
    );
    expect(calls).toBeGreaterThan(100);
  });

  test('gives readers the size, has one of them take over, and then what wrote before', async () => {
    const scalable = stepped(input, 'm7g.large', 3);
    scalable.choice = { size: 'm7g.xlarge', says: 'larger would cost less' };
    const first = await scalable.minutes(1, 250);
    expect(first.decision?.change).toEqual({ units: 4 });
    await scalable.minutes(100, 250);
    expect(scalable.fleet.calls.map(({ is }) => is)).toEqual([
      'resize',
      'resize',
      'resize',
      'resize',
      'fail-over',
      'resize',
    ]);
    expect(new Set(scalable.fleet.sizes)).toEqual(new Set(['m7g.xlarge']));
    const [one, other] = scalable.fleet.calls;
    expect((other?.atMs ?? 0) - (one?.atMs ?? 0)).toBeGreaterThanOrEqual(600_000 + 4 * minuteMs);
    expect(JSON.stringify(scalable.entries)).toContain('the size has changed from {from} to {to}');
  });

  test('whose first instance breaks puts it back, says why, and rests for a week', async () => {
    const scalable = stepped(input, 'm7g.large', 3);
    scalable.choice = { size: 'm7g.xlarge', says: 'larger would cost less' };
    scalable.fleet.breaks = true;
    await scalable.minutes(100, 250);
    expect(new Set(scalable.fleet.sizes)).toEqual(new Set(['m7g.large']));
    const last = scalable.entries.at(-1);
    expect(last?.decision?.keep.size?.failed).toMatchObject({
      to: 'm7g.xlarge',
      hasBegun: true,
      ended: 'instance-2 is broken',
    });
    expect(JSON.stringify(last?.troubles)).toContain('size-change-failed');
    expect(scalable.fleet.calls.map(({ is, to }) => [is, to])).toEqual([
      ['resize', 'm7g.xlarge'],
      ['resize', 'm7g.large'],
    ]);
  });
});
