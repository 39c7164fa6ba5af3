import type { Sample } from '../../readings/reading.ts';
import type { PolicyConfig } from '../config/policy-kinds.ts';
import type { Observation } from '../observation.ts';
import { ownLoad } from './own-load.ts';
import { heardOf, type Tier } from './tier.ts';
import { passedAt, type Visits, visitsOf } from './visits.ts';

/** What is passed on has to be so much more than what is measured before it counts: ratios waver. */
const leastMore = 1.1;

/** What has been passed on to a scalable, and from whom. */
export interface PassedDown {
  /** Who is short, and so lets through less than arrives. */
  readonly from: string;
  readonly reading: string;
  /** The newest value as it was passed on, and as it was measured, in the unit of the reading. */
  readonly passed: number;
  readonly measured: number;
}

/** Readings with what would be measured if those before let all through; `told` is null where that is what is measured. */
interface PassingDown {
  readonly readings: Observation['readings'];
  readonly told: PassedDown | null;
}

/**
 * While one before it is short, what a scalable measures is what that one lets through. Then what arrives in front counts,
 * by the ratio that was learned: with it this one is ready when the other is, each by its own lead.
 */
export function passDown(observation: Observation, upstream: readonly Tier[], visits: Visits | undefined): PassingDown {
  const { readings, config, atMs } = observation;
  const short = upstream.find((tier) => heardOf(tier, atMs)?.short);
  const own = ownLoad(observation);
  const factor = visitsOf(visits, upstream);
  if (short === undefined || own === null || factor === null || !mayBePassed(config.policies)) {
    return { readings, told: null };
  }
  const { reading, of, samples } = own;
  const more = new Map<number, number>();
  for (const { atMs: at, value } of samples) {
    const passed = passedAt(upstream, at, reading.periodSeconds, atMs);
    if (passed !== null && value > 0 && passed * factor > value * leastMore) more.set(at, (passed * factor) / value);
  }
  const newest = samples[samples.length - 1];
  const raised = newest === undefined ? undefined : more.get(newest.atMs);
  const measured = reading.samples.findLast(({ is }) => is === 'value');
  if (raised === undefined || measured?.is !== 'value') return { readings, told: null };
  const told = { from: short.scalable, reading: of.reading, passed: measured.value * raised, measured: measured.value };
  return { readings: raise(readings, of.reading, more, config.policies), told };
}

/** What a unit serves must not be learned of requests that never came. */
function mayBePassed(policies: readonly PolicyConfig[]): boolean {
  return policies.every(
    (policy) => policy.kind !== 'provisioner' || policy.unitPerSecond !== null || policy.strain !== null,
  );
}

/** The reading of demand with more in it, and how busy units would be with it: as a share, 1 at most. */
function raise(
  readings: Observation['readings'],
  name: string,
  more: ReadonlyMap<number, number>,
  policies: readonly PolicyConfig[],
): Observation['readings'] {
  const times = (samples: readonly Sample[], most: number): readonly Sample[] =>
    samples.map((sample) =>
      sample.is === 'value' && more.has(sample.atMs)
        ? { ...sample, value: Math.max(sample.value, Math.min(most, sample.value * (more.get(sample.atMs) ?? 1))) }
        : sample,
    );
  const raised = { ...readings };
  for (const policy of policies) {
    const strained = policy.kind === 'provisioner' ? policy.strain?.utilisation : undefined;
    const reading = strained === undefined ? undefined : readings[strained];
    if (strained !== undefined && reading !== undefined && strained !== name)
      raised[strained] = { ...reading, samples: times(reading.samples, 1) };
  }
  const reading = readings[name];
  if (reading !== undefined) raised[name] = { ...reading, samples: times(reading.samples, Number.POSITIVE_INFINITY) };
  return raised;
}
