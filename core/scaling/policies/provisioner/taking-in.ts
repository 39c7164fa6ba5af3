import type { Reading, Value } from '../../../readings/reading.ts';
import { runningAt } from '../../capacity-at.ts';
import type { PolicyConfig } from '../../config/policy-kinds.ts';
import { contradiction } from '../../contradiction.ts';
import type { Observation } from '../../observation.ts';
import { unitsThen } from '../../units-then.ts';
import type { Window } from './features.ts';
import { absorb, type Demand } from './learn.ts';
import { copyOf, type Learned, usualPerSecond } from './learned.ts';
import type { Reserve } from './reserve.ts';
import { reserveAfter } from './reserve-after.ts';
import { follow } from './serving/follow.ts';
import { crowdUnit, firstUnit, meetUnit, rebased, sized } from './serving/learned-unit.ts';
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
  /** The samples of the demand. */
  readonly reading: Reading;
  readonly window: Window;
}

/** What is known with the values that are new; the same objects where none is. */
export function takeIn(before: Known, { policy, observation, reading, window }: Case): Known {
  let { learned, serving, reserve } = before;
  const { samples, periodSeconds } = reading;
  for (const sample of samples) {
    if (sample.is !== 'value') continue;
    const at = Math.floor(sample.atMs / (periodSeconds * 1000));
    if (at <= Math.max(learned.at, serving.unit === undefined ? -1 : serving.at)) continue;
    serving = served(serving, sample, at, { policy, observation, reading });
    const unit = firstUnit(policy, serving);
    if (unit === null) continue;
    if (learned === before.learned) learned = copyOf(before.learned);
    const demand = demandOf(policy, serving, { at, perSecond: sample.value });
    absorb(learned, demand, leastShare * unit, window);
    reserve = reserved({ learned, serving, reserve }, demand, sample, { policy, observation, reading, window });
  }
  return { learned, serving, reserve };
}

/** The reserve after one more period. */
function reserved(
  { learned, serving, reserve }: Known,
  demand: Demand,
  sample: Value,
  { policy, observation, reading, window }: Case,
): Reserve {
  const units = runningAt(observation, sample, reading.periodSeconds);
  const lately = sized(policy, serving);
  // Of units that were overrun nobody knows by how much they fell short: retries count requests twice.
  if (units === null || lately === null || isUnusual(serving) || isOverrun(serving)) return reserve;
  const carried = { ...demand, units, usualPerSecond: usualPerSecond(learned) };
  return reserveAfter(reserve, lately, carried, window.periods);
}

/** What is known of units after one more period. */
function served(
  before: Serving,
  sample: Value,
  at: number,
  { policy, observation, reading }: Pick<Case, 'policy' | 'observation' | 'reading'>,
): Serving {
  const { unitPerSecond, strain } = policy;
  const { periodSeconds } = reading;
  if (strain != null) {
    const period = periodOf(strain, observation, sample, periodSeconds);
    const first = firstUnit(policy, before);
    if (first === null) return meetUnit(before, period);
    const after = follow(before, period, first);
    return unitPerSecond === null ? rebased(after) : after;
  }
  return unitPerSecond === null ? crowdUnit(before, at, perUnitIn(sample, observation, periodSeconds)) : before;
}

/** What each unit carried in the period of a value; null where nobody knows how many did. */
function perUnitIn(sample: Value, observation: Observation, periodSeconds: number): number | null {
  const then = unitsThen(observation, sample, periodSeconds);
  if (then === null || then.least !== then.most || then.least <= 0 || sample.value <= 0) return null;
  return contradiction(observation) === null ? sample.value / then.least : null;
}

function demandOf({ strain }: Case['policy'], serving: Serving, { at, perSecond }: Demand): Demand {
  if (strain == null) return { at, perSecond };
  return { at, perSecond: taughtPerSecond(serving, perSecond), unusual: isUnusual(serving) };
}
