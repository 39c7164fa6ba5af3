import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScalableInput } from '../../core/scaling/config/scalable.ts';
import { isUnknown } from '../../core/scaling/pool/pool-told.ts';
import type { ScalingEntry } from '../../core/scaling/scaling-entry.ts';
import { SimulatedGroup } from '../adapters/scaling/targets/auto-scaling-group/simulated-group.ts';
import { aPart, minuteMs, noonMs } from '../fixtures.ts';
import { PooledScalable } from './pooled-scalable.ts';

const times = { leadMs: 10 * minuteMs, warmLeadMs: minuteMs, drainMs: 30_000, stopMs: 60_000 };

/** 100 a unit: what runs holds for two minutes, running and pool together for half an hour. */
const input: Partial<ScalableInput> = {
  bounds: { min: 1, max: 20 },
  leadSeconds: 600,
  readings: { demand: { parts: [{ ...aPart, delaySeconds: 0 }] } },
  policies: [{ kind: 'target-tracking', reading: 'demand', of: 'demand', target: 100 }],
  scaleIn: { holdSeconds: 120, maxPercent: 50 },
  warmPool: { leadSeconds: 60, holdSeconds: 1800, max: 16 },
};

const found = {
  AutoScalingGroupName: 'web',
  MinSize: 2,
  PoolState: 'Stopped',
  InstanceReusePolicy: { ReuseOnScaleIn: true },
} as const;

function aScalableWith(pool: ConstructorParameters<typeof SimulatedGroup>[1], choose = (_: number) => 0) {
  return new PooledScalable(new SimulatedGroup(4, pool, times, choose, noonMs), input);
}

/** What may happen between two looks. */
const event = fc.oneof(
  { weight: 6, arbitrary: fc.record({ is: fc.constant('demand' as const), perSecond: fc.nat(2400) }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 12 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      is: fc.constant('fault' as const),
      action: fc.constantFrom(
        'SetDesiredCapacity',
        'PutWarmPool',
        'DeleteWarmPool',
        'DescribeWarmPool',
        'DescribeLifecycleHooks',
      ),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('refresh' as const), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('others' as const), desired: fc.integer({ min: 1, max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('stuck' as const), fills: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant('mode' as const),
      mode: fc.constantFrom('on' as const, 'off' as const, 'recommend' as const, 'scale-out-only' as const),
    }),
  },
);
type Event = typeof event extends fc.Arbitrary<infer One> ? One : never;

async function happen(scalable: PooledScalable, one: Event, perSecond: number): Promise<number> {
  const { group } = scalable;
  if (one.is === 'fault') group.faults.set(one.action, one.when);
  if (one.is === 'refresh') group.isRefreshing = one.on;
  if (one.is === 'others') group.setByOthers(one.desired);
  if (one.is === 'stuck') group.fills = one.fills;
  if (one.is === 'mode') scalable.mode = one.mode;
  const demand = one.is === 'demand' ? one.perSecond : perSecond;
  for (let minutes = one.is === 'wait' ? one.minutes : 1; minutes > 0; minutes--) await scalable.minute(demand);
  return demand;
}

function checkCalls({ group }: PooledScalable): void {
  for (const { action, input: sent } of group.calls) {
    if (action === 'SetDesiredCapacity') {
      expect(sent.DesiredCapacity).toBeGreaterThanOrEqual(1);
      expect(sent.DesiredCapacity).toBeLessThanOrEqual(30);
    }
    if (action !== 'PutWarmPool') continue;
    expect(Object.keys(sent).sort()).toEqual([
      'AutoScalingGroupName',
      'InstanceReusePolicy',
      'MaxGroupPreparedCapacity',
      'MinSize',
      'PoolState',
    ]);
    expect(sent.InstanceReusePolicy).toEqual({ ReuseOnScaleIn: true });
  }
}

function checkEnded({ group: { ended } }: PooledScalable): void {
  const forThePool = ended.filter(({ by }) => by === 'PutWarmPool' || by === 'DeleteWarmPool');
  for (const { was } of forThePool) expect(was).not.toMatch(/^(InService|Pending)$/);
}

/** What is asked for stays inside the bounds of what runs; what is above them already goes, and is never raised. */
function checkBounds({ observation, decision }: ScalingEntry): number {
  const change = decision?.change;
  if (!observation || change?.prepared === undefined) return 0;
  const { capacity, pool } = observation;
  const set = pool === undefined || isUnknown(pool) ? null : pool.set;
  const before = set === null ? capacity.asked : Math.max(set.prepared ?? 30, capacity.asked + set.minSize);
  expect(change.prepared).toBeGreaterThanOrEqual(1);
  expect(change.prepared).toBeLessThanOrEqual(Math.max(20, before));
  expect(change.units).toBeLessThanOrEqual(Math.max(20, capacity.asked));
  return 1;
}

/** Of what is not known nothing is counted on: at least as many run as either decision finds right. */
function checkUnknown({ observation, decision }: ScalingEntry): void {
  if (observation === null || decision === null || observation.config.mode !== 'on') return;
  if (observation.pool === undefined || !isUnknown(observation.pool)) return;
  const asked = decision.reasons.flatMap(({ by, desired }) =>
    by.startsWith('pool ') ? (desired?.prepared ?? []) : [],
  );
  expect(decision.desired.units).toBeGreaterThanOrEqual(asked.at(-1) ?? 0);
  expect(decision.desired).not.toHaveProperty('prepared');
}

describe('a scalable with a warm pool', () => {
  test('whatever is interleaved, ends nothing that runs for its pool, and asks for both within their bounds', async () => {
    let settings = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { minLength: 3, maxLength: 25 }),
        fc.option(fc.constant({ ...found })),
        fc.infiniteStream(fc.nat(1000)),
        async (events, pool, chances) => {
          const choose = (count: number) => (chances.next().value as number) % count;
          const scalable = aScalableWith(pool, choose);
          let demand = 400;
          for (const one of events) demand = await happen(scalable, one, demand);
          checkCalls(scalable);
          checkEnded(scalable);
          for (const entry of scalable.entries) {
            checkUnknown(entry);
            settings += checkBounds(entry);
          }
        },
      ),
      { numRuns: 60 },
    );
    expect(settings).toBeGreaterThan(100);
  });

  test('draws from its pool and returns to it, and the sum stays', async () => {
    const scalable = aScalableWith(null);
    for (let minute = 0; minute < 30; minute++) await scalable.minute(1200);
    expect(scalable.group.desired).toBe(12);
    for (let minute = 0; minute < 15; minute++) await scalable.minute(400);
    expect(scalable.group.desired).toBe(4);
    expect(scalable.group.pool).toMatchObject({ MinSize: 0, MaxGroupPreparedCapacity: 12 });
    expect(scalable.group.count('Warmed:Stopped')).toBe(8);
    const launched = scalable.group.ended.length;
    await scalable.minute(1000);
    await scalable.minute(1000);
    await scalable.minute(1000);
    expect(scalable.group.count('InService')).toBe(10);
    expect(scalable.group.ended.length).toBe(launched);
  });

  test('measures both leads, each by its own launches', async () => {
    const scalable = aScalableWith(null);
    for (let wave = 0; wave < 8; wave++) {
      for (let minute = 0; minute < 20; minute++) await scalable.minute(wave % 2 === 0 ? 300 + 150 * wave : 300);
    }
    const kept = scalable.entries.at(-1)?.decision?.keep;
    expect(kept?.launches?.leads.length).toBeGreaterThan(2);
    expect(Math.max(...(kept?.launches?.leads ?? []))).toBeLessThanOrEqual(120);
    expect(kept?.pool?.together.launches?.leads.length).toBeGreaterThan(1);
    expect(Math.min(...(kept?.pool?.together.launches?.leads ?? []))).toBeGreaterThanOrEqual(540);
  });

  test('takes launches of before it had a pool for the long lead, and not for starts from the pool', async () => {
    const scalable = aScalableWith(null);
    const { warmPool: _, ...without } = input;
    scalable.input = without;
    for (let wave = 0; wave < 14; wave++) {
      for (let minute = 0; minute < 20; minute++) await scalable.minute(wave % 2 === 0 ? 1000 : 300);
    }
    expect(scalable.entries.at(-1)?.decision?.keep.launches?.leads.length).toBeGreaterThanOrEqual(5);
    scalable.input = input;
    for (let minute = 0; minute < 5; minute++) await scalable.minute(1000);
    const kept = scalable.entries.at(-1)?.decision?.keep;
    expect(kept?.pool).not.toHaveProperty('givenUp');
    expect(kept?.pool?.together.launches?.leads.length).toBeGreaterThanOrEqual(5);
    expect(kept?.launches?.leads ?? []).toEqual([]);
  });

  test('whose pool never fills runs as many as the long lead asks for, once units are overdue', async () => {
    const scalable = aScalableWith(null);
    scalable.group.fills = false;
    for (let minute = 0; minute < 25; minute++) await scalable.minute(1000);
    expect(scalable.group.desired).toBeGreaterThanOrEqual(10);
    expect(JSON.stringify(scalable.entries)).toContain('units of the pool are overdue');
  });

  test('is put back as it was found by the mode off, or taken away where there was none', async () => {
    for (const pool of [null, { ...found }]) {
      const scalable = aScalableWith(pool);
      for (let minute = 0; minute < 5; minute++) await scalable.minute(1200);
      expect(scalable.group.pool).toMatchObject({ MinSize: 0 });
      scalable.mode = 'off';
      for (let minute = 0; minute < 3; minute++) await scalable.minute(1200);
      const expected = pool === null ? null : expect.objectContaining({ MinSize: 2, MaxGroupPreparedCapacity: -1 });
      expect(scalable.group.pool).toEqual(expected);
      expect(scalable.entries.at(-1)?.decision?.keep.pool).toBeUndefined();
      expect(scalable.group.desired).toBeGreaterThanOrEqual(4);
    }
  });

  test('leaves its pool alone during an instance refresh, says so, and sets it once that has ended', async () => {
    const scalable = aScalableWith({ ...found, MinSize: 0, MaxGroupPreparedCapacity: 6 });
    await scalable.minute(400);
    scalable.group.isRefreshing = true;
    const refused = await scalable.minute(1200);
    expect(refused.outcome).toMatchObject({ is: 'failed' });
    expect(JSON.stringify(refused.outcome)).toContain('InstanceRefreshInProgress');
    const left = await scalable.minute(1200);
    expect(left.outcome?.is).not.toBe('failed');
    expect(JSON.stringify(left.decision?.reasons)).toContain('an instance refresh is under way');
    scalable.group.isRefreshing = false;
    await scalable.minute(1200);
    expect(scalable.group.pool?.MaxGroupPreparedCapacity).toBe(12);
  });

  test('is given up, and told, where starts from it take as long as launches', async () => {
    const slow = { ...times, warmLeadMs: 9.5 * minuteMs };
    const scalable = new PooledScalable(new SimulatedGroup(4, null, slow, () => 0, noonMs), input);
    for (let wave = 0; wave < 16; wave++) {
      for (let minute = 0; minute < 25; minute++) await scalable.minute(wave % 2 === 0 ? 1000 : 300);
    }
    const kept = scalable.entries.at(-1)?.decision?.keep.pool;
    expect(kept?.givenUp).toMatchObject({ warmLeadSeconds: expect.any(Number) });
    expect(scalable.group.count('Warmed:Stopped', 'Warmed:Pending')).toBe(0);
  });
});
