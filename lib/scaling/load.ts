import { InvalidInput } from '../../core/model/errors.ts';
import type { ReadingConfig } from '../../core/readings/reading-config.ts';
import type { PolicyConfig } from '../../core/scaling/config/kinds.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';

/** What one policy would wake up for: a reading above its limit. */
export interface Load {
  readonly reading: ReadingConfig;
  /** Whether the reading is divided among the running units before it is compared. */
  readonly perUnit: boolean;
  /** In the reading's unit, per running unit where `perUnit`. */
  readonly limit: number;
}

/**
 * The share of what a unit can serve at which a provisioner is woken that aims at no share itself: it asks ahead of the
 * load, so units this busy mean that the load has come faster than it thought.
 */
const busyShare = 0.8;

/** The loads that the policies of a scalable watch; schedules wake by the clock and watch none. */
export function loadsOf(config: ScalableConfig): readonly Load[] {
  return config.policies.flatMap((policy) => {
    const limit = limitOf(policy);
    return limit === null ? [] : [{ ...limit, reading: readingOf(policy, config) }];
  });
}

/** How long the periods of a load's reading are, seconds. */
export function periodOf({ reading }: Load): number {
  return reading.parts[0]?.periodSeconds ?? 60;
}

function limitOf(policy: PolicyConfig): Omit<Load, 'reading'> | null {
  switch (policy.kind) {
    case 'target-tracking':
      return { perUnit: policy.of === 'demand', limit: policy.target };
    case 'backlog':
      return { perUnit: true, limit: policy.acceptableLatencySeconds / policy.processingSeconds };
    case 'provisioner':
      return {
        perUnit: true,
        limit: policy.unitPerSecond * (policy.asking.by === 'rate' ? policy.asking.target : busyShare),
      };
    case 'tuned':
      return { perUnit: true, limit: policy.unitPerSecond * busyShare };
    case 'step':
      return firstStepUp(policy);
    case 'schedule':
      return null;
  }
}

function firstStepUp({ steps }: PolicyConfig<'step'>): Omit<Load, 'reading'> | null {
  const starts = steps
    .filter(({ add, addPercent }) => (add ?? addPercent ?? 0) > 0)
    .flatMap(({ from }) => (from === null ? [] : [from]));
  return starts.length === 0 ? null : { perUnit: false, limit: Math.min(...starts) };
}

function readingOf(policy: PolicyConfig, { readings }: ScalableConfig): ReadingConfig {
  const name = 'reading' in policy ? policy.reading : '';
  const reading = readings[name];
  if (reading === undefined) throw new InvalidInput(`readings.${name}`, 'is missing; add it');
  return reading;
}
