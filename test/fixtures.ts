import { blankMemory, type Memory } from '../core/model/memory.ts';
import type { Reading, Sample } from '../core/readings/reading.ts';
import { parseScalable } from '../core/scaling/config/parse-scalable.ts';
import type { ScalableConfig, ScalableInput } from '../core/scaling/config/scalable.ts';
import { type DecidingConfig, decidingConfig } from '../core/scaling/deciding-config.ts';
import type { Capacity, CapacitySeen, Kept, Observation } from '../core/scaling/observation.ts';
import type { PoolTold } from '../core/scaling/pool/pool-told.ts';
import type { SizeTold } from '../core/scaling/sizing/size-told.ts';

/** Wednesday, 2026-03-04 12:00:00 UTC: the moment at which fixtures happen. */
export const noonMs = Date.UTC(2026, 2, 4, 12);
export const minuteMs = 60_000;

/** A part of a reading as people write it, of a unit that nobody knows. */
export const aPart = {
  kind: 'cloudwatch',
  namespace: 'Shop',
  metricName: 'RequestCount',
  stat: 'Sum',
} as const;

/** A scalable as people write it: an ASG of 2 to 20 units that tracks 100 requests a unit, and acts. */
export const aScalableInput: ScalableInput = {
  mode: 'on',
  target: { kind: 'auto-scaling-group', autoScalingGroupName: 'web' },
  bounds: { min: 2, max: 20 },
  readings: { demand: { parts: [aPart] } },
  policies: [{ kind: 'target-tracking', reading: 'demand', of: 'demand', target: 100 }],
};

/** A whole config of one scalable, checked. */
export function aScalable(input: Partial<ScalableInput> = {}, scalable = 'checkout/web'): ScalableConfig {
  return parseScalable(scalable, { ...aScalableInput, ...input });
}

/** The same as deciding sees it. */
export function aConfig(input: Partial<ScalableInput> = {}): DecidingConfig {
  return decidingConfig(aScalable(input));
}

/** Ten units asked for and running, nothing in the way. */
export function aCapacity(capacity: Partial<Capacity> = {}): Capacity {
  const asked = capacity.asked ?? 10;
  return {
    asked,
    running: asked,
    inFlight: 0,
    min: null,
    max: null,
    keepBecause: null,
    voidOutBecause: null,
    voidInBecause: null,
    ...capacity,
  };
}

/** A pool that Headroom has set: 14 prepared, of which 10 run and 4 stand ready. */
export function aPool(pool: Partial<PoolTold> = {}): PoolTold {
  return {
    of: 'web',
    set: { minSize: 0, prepared: 14, poolState: 'Stopped', reuseOnScaleIn: true },
    ready: 4,
    coming: 0,
    units: { serving: 'AAABBBCCCDDDEEEFFFGGGHHHIIIJJJ', starting: '', ready: 'KKKLLLMMMNNN', coming: '' },
    unusableBecause: null,
    frozenBecause: null,
    ...pool,
  };
}

/** Sizes of one family, of which the first is configured; they change on Wednesdays around noon. */
export const someSizes = {
  configured: 'm7g.large',
  ladder: [
    { size: 'm7g.large', serves: 100 },
    { size: 'm7g.xlarge', serves: 200 },
    { size: 'm7g.2xlarge', serves: 400 },
  ],
  windows: [{ days: ['wed'], from: '11:00', to: '14:00' }],
} satisfies NonNullable<ScalableInput['sizes']>;

/** Ten units of the first size in two zones, none of them being replaced. */
export function aSize(size: Partial<SizeTold> = {}): SizeTold {
  return {
    of: 'web',
    next: 'm7g.large',
    serving: { 'm7g.large': 10 },
    underWay: null,
    ended: null,
    zones: 2,
    fixedBecause: null,
    ...size,
  };
}

/** What one period told: a number, or why there is none. */
export type Told = number | 'late' | 'missing';

/** A reading by the minute, oldest first; its last period began two minutes before noon unless said otherwise. */
export function aReading(told: readonly Told[], lastAtMs: number = noonMs - 2 * minuteMs, periodSeconds = 60): Reading {
  const samples = told.map((one, index): Sample => {
    const atMs = lastAtMs - (told.length - 1 - index) * periodSeconds * 1000;
    return typeof one === 'number' ? { is: 'value', atMs, value: one } : { is: one, atMs };
  });
  return { periodSeconds, unit: null, wakes: true, speaksAtZero: true, samples, trouble: null };
}

/** A memory of the looks at which capacity was seen to differ, oldest first. */
export function aMemory(kept: Partial<Kept> = {}, rest: Partial<Memory<Kept>> = {}): Memory<Kept> {
  const seen: readonly CapacitySeen[] = kept.seen ?? [];
  return { ...blankMemory, kept: { schema: 1, seen, needs: [], silentSinceMs: null, policies: {}, ...kept }, ...rest };
}

/** A look at noon: 10 units asked for and running since an hour, 1,000 requests in the newest period, nothing to do. */
export function anObservation(observation: Partial<Observation> = {}): Observation {
  const capacity = observation.capacity ?? aCapacity();
  const { asked, running } = capacity;
  return {
    subject: 'checkout/web',
    atMs: noonMs,
    memory: aMemory({ seen: [{ atMs: noonMs - 60 * minuteMs, asked, running }] }),
    config: aConfig(),
    capacity,
    readings: { demand: aReading([1000]) },
    alarm: null,
    overrides: [],
    ...observation,
  };
}
