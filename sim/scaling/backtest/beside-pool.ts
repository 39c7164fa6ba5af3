import { priced } from '../portfolio/daily-record.ts';
import { candidatesBesidePool } from '../portfolio/pool-candidates.ts';
import { chooseNightlyBesidePool, firstBesidePool, type PoolInCharge } from '../portfolio/pool-in-charge.ts';
import type { BacktestQuestion, BesidePool, OurPoint, Row } from '../score/answer.ts';
import { rowOf, type Wanted } from '../score/select-rows.ts';
import type { CandidatePoint, Job, RowResult } from '../score/task.ts';
import { profileOf } from '../world/own-fleet.ts';
import type { PoolKind } from '../world/pool-kind.ts';
import { meanCandidates } from './mean-points.ts';
import { severalRuleOf } from './nightly-rows.ts';
import { runCandidates, type Work } from './work.ts';

/** Headroom beside a pool, played. */
export interface PlayedBesidePool {
  readonly pool: PoolKind;
  readonly row: Row;
  readonly points: readonly OurPoint[];
  /** First seed. */
  readonly inCharge: readonly PoolInCharge[];
  readonly asked: Int32Array | null;
}

export const poolRowName = 'headroom-with-pool';

/** Plays Headroom in the same worlds beside a pool; null where the question asks for none. */
export async function besidePool(
  work: Work,
  jobs: readonly Job[],
  question: BacktestQuestion,
  plain: Promise<readonly (readonly CandidatePoint[])[]>,
): Promise<PlayedBesidePool | null> {
  const { pool } = question;
  if (pool === undefined) return null;
  const besides = jobs.map((job): Job => ({ ...job, pool }));
  const points = await Promise.all(besides.map((job) => runCandidates(work, job)));
  const without = await plain;
  const inCharge = points.map((some, seed) => inChargeBesidePool(question, pool, some, without[seed] ?? []));
  const wanted = inCharge.map(poolRow);
  const results = await Promise.all(besides.map((job, seed) => runRow(work, job, wanted[seed] as Wanted, seed === 0)));
  return {
    pool,
    row: rowOf(wanted[0] as Wanted, results),
    points: meanCandidates(points),
    inCharge: inCharge[0] ?? [],
    asked: results[0]?.asked ?? null,
  };
}

/** The row of an answer. */
export function tellPool({ pool, row }: PlayedBesidePool, plain: Row): BesidePool {
  const both = row.costRatio !== null && plain.costRatio !== null;
  return { ...pool, row, costOverPlain: both ? (row.costRatio as number) / (plain.costRatio as number) : null };
}

/**
 * Which candidate is in charge beside a pool on each day, chosen the night before at the price of what stands prepared: of
 * those that fill it, and of those that do without.
 */
export function inChargeBesidePool(
  question: Pick<BacktestQuestion, 'leadSeconds' | 'metricClassSeconds' | 'sloBudgetPercent' | 'fleet'>,
  pool: PoolKind,
  points: readonly CandidatePoint[],
  plain: readonly CandidatePoint[],
): PoolInCharge[] {
  const all = candidatesBesidePool({ ...pool, leadSeconds: question.leadSeconds }, profileOf(question));
  const records = [...points, ...plain].map(({ record }) => priced(record, pool.price));
  const days = records[0]?.requests.length ?? 0;
  return chooseNightlyBesidePool(records, all, days, firstBesidePool(all), severalRuleOf(question));
}

function poolRow(inCharge: readonly PoolInCharge[]): Wanted {
  const spec = { is: 'headroom-with-pool', inCharge } as const;
  return { spec, family: poolRowName, kind: 'ours', knobs: {}, selection: 'nightly', inBudget: true };
}

async function runRow(work: Work, job: Job, { spec }: Wanted, keepAsked: boolean): Promise<RowResult> {
  const [result] = await work.do<RowResult[]>({ do: 'rows', job, rows: [spec], keepAsked });
  return result as RowResult;
}
