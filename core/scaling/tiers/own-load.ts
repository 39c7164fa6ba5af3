import type { Reading, Value } from '../../readings/reading.ts';
import { runningAt } from '../capacity-at.ts';
import type { DemandReading } from '../config/policies/any-kind/policy-kind.ts';
import { demandReading } from '../demand-reading.ts';
import type { Observation } from '../observation.ts';

/** What a scalable is measured to carry. */
export interface OwnLoad {
  readonly of: DemandReading;
  readonly reading: Reading;
  /** Each value as demand: a share of the units that run is multiplied by them. */
  readonly samples: readonly Value[];
}

/** The demand of a scalable as its policies read it; null where they look at none, or it is not read. */
export function ownLoad(observation: Observation): OwnLoad | null {
  const of = demandReading(observation.config.policies);
  const reading = of === null ? undefined : observation.readings[of.reading];
  if (of === null || reading === undefined) return null;
  const samples = reading.samples.flatMap((sample) => {
    if (sample.is !== 'value') return [];
    const units = of.of === 'demand' ? 1 : runningAt(observation, sample, reading.periodSeconds);
    return units === null ? [] : [{ ...sample, value: sample.value * units }];
  });
  return { of, reading, samples };
}
