import { type PoolCandidate, poolCandidates } from '../portfolio/pool-candidates.ts';
import { profiles } from '../world/profile.ts';
import type { Backtest } from './answer.ts';
import { knobsText } from './knobs-text.ts';

/** What a pool of prepared units would have made of it; null where none was asked for. */
export function poolSentence({ table, inChargeBesidePool }: Backtest): string | null {
  const { pool, headroom, leadSeconds } = table;
  if (pool === undefined) return null;
  const { warmLeadSeconds, price, row, costOverPlain } = pool;
  const all = ourPoolCandidates({ table });
  const last = all[inChargeBesidePool[inChargeBesidePool.length - 1] ?? 0];
  const costs = costOverPlain === null ? 'an unknown share' : `${(100 * (costOverPlain - 1)).toFixed(1)} %`;
  const says = `units that stand prepared serve within ${warmLeadSeconds} s in place of ${leadSeconds} s and cost ${price} of one that runs`;
  const violates = `${percent(row.violationPercent)} of requests violating where ${percent(headroom.violationPercent)} did`;
  return `${says}; Headroom would have cost ${costs.replace('-', '−')} in their company, warming included, with ${violates}. Now ${tellCandidate(last)}.`;
}

/** The candidates beside the pool of an answer, by their numbers. */
export function ourPoolCandidates({ table }: Pick<Backtest, 'table'>): readonly PoolCandidate[] {
  const { pool, leadSeconds, metricClassSeconds } = table;
  return pool === undefined ? [] : poolCandidates({ ...pool, leadSeconds }, profiles[metricClassSeconds]);
}

/** Both ways of asking, for people. */
export function tellCandidate(candidate: PoolCandidate | undefined): string {
  if (candidate === undefined) return 'nobody is in charge';
  const { running, together } = candidate;
  const told = ({ family, knobs }: PoolCandidate['running']): string => `${family} (${knobsText(knobs)})`;
  return `${told(running)} runs, ${told(together)} with what stands prepared`;
}

function percent(value: number | null): string {
  return value === null ? 'an unknown share' : `${Number(value.toFixed(3))} %`;
}
