import { candidatesBesidePool, type PoolCandidate } from '../portfolio/pool-candidates.ts';
import { joinedBesidePool } from '../portfolio/pool-in-charge.ts';
import { profiles } from '../world/profile.ts';
import type { Backtest } from './answer.ts';
import { knobsText } from './knobs-text.ts';

/** What a pool of prepared units would have made of it; null where none was asked for. */
export function poolSentence({ table, inChargeBesidePool }: Backtest): string | null {
  const { pool, headroom, leadSeconds } = table;
  if (pool === undefined) return null;
  const { warmLeadSeconds, price, row, costOverPlain } = pool;
  const last = inChargeBesidePool[inChargeBesidePool.length - 1];
  const chosen = last && joinedBesidePool(ourPoolCandidates({ table }), last);
  const says = `units that stand prepared serve within ${warmLeadSeconds} s in place of ${leadSeconds} s, at ${price} of the price of one that runs`;
  const violates = `${percent(row.violationPercent)} of requests violate where ${percent(headroom.violationPercent)} do without`;
  return `${says}; Headroom costs ${difference(costOverPlain)} with them, warming included, and ${violates}. Chosen last: ${tellCandidate(chosen)}.`;
}

/** The candidates beside the pool of an answer, by their numbers. */
export function ourPoolCandidates({ table }: Pick<Backtest, 'table'>): readonly PoolCandidate[] {
  const { pool, leadSeconds, metricClassSeconds } = table;
  return pool === undefined ? [] : candidatesBesidePool({ ...pool, leadSeconds }, profiles[metricClassSeconds]);
}

/** Both ways of asking, for people. */
export function tellCandidate(candidate: PoolCandidate | undefined): string {
  if (candidate === undefined) return 'nobody is in charge';
  const { running, together } = candidate;
  const told = ({ family, knobs, policy }: PoolCandidate['together']): string =>
    `${policy.others === undefined ? '' : 'the '}${family} (${knobsText(knobs)})`;
  if (running === null) return `${told(together)}, and nothing stands prepared`;
  return `what runs by ${told(running)}, running and pool together by ${told(together)}`;
}

function percent(value: number | null): string {
  return value === null ? 'an unknown share' : `${Number(value.toFixed(3))} %`;
}

function difference(costOverPlain: number | null): string {
  if (costOverPlain === null) return 'nobody knows what';
  const share = `${Math.abs(100 * (costOverPlain - 1)).toFixed(1)} %`;
  return `${share} ${costOverPlain < 1 ? 'less' : 'more'}`;
}
