import { firstPoolAsking } from '../../../core/scaling/config/choice.ts';
import { asksSo, firstInCharge, kindOfCandidate } from './candidates.ts';
import { byLoss, chooseSeveral } from './choose-several.ts';
import type { DailyRecord } from './daily-record.ts';
import { alone, type InCharge, joined } from './in-charge.ts';
import type { Merit } from './merits.ts';
import { eachNight } from './nightly.ts';
import type { PoolCandidate } from './pool-candidates.ts';
import type { Rule } from './rule.ts';

/**
 * Who is in charge beside a pool: whose ways to ask for what runs, and whose for running and pool together, each by the numbers
 * of pairs. Where the first is null nothing stands prepared.
 */
export interface PoolInCharge {
  readonly running: InCharge | null;
  readonly together: InCharge;
}

/** Who is in charge beside a pool before the first night: who is without one, and the most that stands prepared. */
export function firstBesidePool(all: readonly PoolCandidate[]): PoolInCharge {
  const running = all.flatMap((one) => one.running ?? []);
  const first = running[firstInCharge(running)];
  const index = all.findIndex((one) => one.running === first && asksSo(one.together, firstPoolAsking));
  return { running: alone(index), together: alone(index) };
}

/** Those in charge, as one pair. */
export function joinedBesidePool(all: readonly PoolCandidate[], { running, together }: PoolInCharge): PoolCandidate {
  const runs = all.map((one) => one.running ?? one.together);
  const sums = all.map((one) => one.together);
  return { running: running && joined(runs, running), together: joined(sums, together) };
}

/**
 * Of each side several, by what they did beside the best of the other side. Where who does without a pool is best, several of
 * those. Throws `RangeError` where there is nobody.
 */
export function chooseSeveralBesidePool(
  rated: readonly Merit[],
  all: readonly PoolCandidate[],
  rule: Rule,
): PoolInCharge {
  const [first] = [...rated].sort(byLoss);
  const best = first && all[first.candidate];
  if (best === undefined) throw new RangeError('there is no candidate to choose from');
  const among = (isOne: (pair: PoolCandidate) => boolean) =>
    rated.filter(({ candidate }) => isOne(all[candidate] as PoolCandidate));
  const sums = all.map(({ together }) => kindOfCandidate(together));
  const together = chooseSeveral(
    among(({ running }) => running === best.running),
    sums,
    rule,
  );
  if (best.running === null) return { running: null, together };
  const runs = all.map(({ running }) => (running === null ? '' : kindOfCandidate(running)));
  const beside = among((pair) => pair.running !== null && pair.together === best.together);
  return { running: chooseSeveral(beside, runs, rule), together };
}

/** Who is in charge beside a pool on each day, chosen the night before. */
export function chooseNightlyBesidePool(
  records: readonly DailyRecord[],
  all: readonly PoolCandidate[],
  days: number,
  first: PoolInCharge,
  rule: Rule,
): PoolInCharge[] {
  return eachNight(records, days, first, rule, (rated) => chooseSeveralBesidePool(rated, all, rule));
}
