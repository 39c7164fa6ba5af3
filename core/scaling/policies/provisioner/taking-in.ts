import type { Reading } from '../../../readings/reading.ts';
import { runningAt } from '../../capacity-at.ts';
import type { PolicyConfig } from '../../config/policy-kinds.ts';
import type { Observation } from '../../observation.ts';
import type { Window } from './features.ts';
import { absorb, type Demand } from './learn.ts';
import { copyOf, type Learned, usualPerSecond } from './learned.ts';
import type { Reserve } from './reserve.ts';
import { reserveAfter } from './reserve-after.ts';
import { follow } from './serving/follow.ts';
import { underStrain } from './serving/limit.ts';
import { periodOf } from './serving/period-of.ts';
import { isOverrun, type Serving } from './serving/serving.ts';
import { isUnusual, taughtPerSecond } from './serving/taught.ts';
import { leastShare } from './wanted.ts';

/** What a provisioner knows of demand, of its units, and of how far they fell short. */
export interface Known {
  readonly learned: Learned;
  readonly serving: Serving;
  readonly reserve: Reserve;
}

/** What a provisioner decides on. */
export interface Case {
  readonly policy: PolicyConfig<'provisioner'>;
  readonly observation: Observation;
  /** Of the demand. */
  readonly reading: Reading;
  readonly window: Window;
}

/** What is known with the values that are new; the same objects where none is. */
export function takeIn(before: Known, { policy, observation, reading, window }: Case): Known {
  let { learned, serving, reserve } = before;
  const { unitPerSecond, strain } = policy;
  const { samples, periodSeconds } = reading;
  for (const sample of samples) {
    if (sample.is !== 'value') continue;
    const at = Math.floor(sample.atMs / (periodSeconds * 1000));
    if (at <= learned.at) continue;
    if (learned === before.learned) learned = copyOf(before.learned);
    let demand: Demand = { at, perSecond: sample.value };
    if (strain != null) {
      serving = follow(serving, periodOf(strain, observation, sample, periodSeconds), unitPerSecond);
      demand = { at, perSecond: taughtPerSecond(serving, sample.value), unusual: isUnusual(serving) };
    }
    absorb(learned, demand, leastShare * unitPerSecond, window);
    const units = runningAt(observation, sample, periodSeconds);
    // Of units that were overrun nobody knows by how much they fell short: retries count requests twice.
    if (units === null || isUnusual(serving) || isOverrun(serving)) continue;
    const served = { ...demand, units, usualPerSecond: usualPerSecond(learned) };
    reserve = reserveAfter(reserve, underStrain(policy, serving), served, window.periods);
  }
  return { learned, serving, reserve };
}
