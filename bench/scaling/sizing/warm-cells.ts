import { inChargeBesidePool } from '../../../sim/scaling/backtest/beside-pool.ts';
import { candidatesInCharge } from '../../../sim/scaling/backtest/nightly-rows.ts';
import { runCandidates, Work } from '../../../sim/scaling/backtest/work.ts';
import type { BacktestHelp, BacktestQuestion } from '../../../sim/scaling/score/answer.ts';
import type { Measures } from '../../../sim/scaling/score/measures.ts';
import type { CandidatePoint, Job, RowResult, RowSpec, WorkloadResult } from '../../../sim/scaling/score/task.ts';
import type { PoolKind } from '../../../sim/scaling/world/pool-kind.ts';
import type { ToServe } from './size-cells.ts';

/** One trace, with a pool of prepared units and without. */
export interface WarmCell {
  readonly trace: string;
  readonly leadSeconds: number;
  readonly warmLeadSeconds: number;
  /** What a prepared unit costs, as a share of one that runs. */
  readonly price: number;
  readonly costOverPlain: number;
  readonly violationPercent: number;
  readonly violationPercentPlain: number;
}

type Asked = Omit<BacktestQuestion, 'pool'>;

/** What Headroom asks for by number alone on a trace, minute by minute, for sizes to serve. */
export async function toServe(question: Asked, pool: BacktestHelp['pool']): Promise<ToServe> {
  const { trace, leadSeconds, metricClassSeconds } = question;
  const job: Job = { trace, leadSeconds, metricClassSeconds, seed: 1, faults: [] };
  const work = new Work({ pool }, question, 1);
  const [points, workload] = await Promise.all([
    runCandidates(work, job),
    work.do<WorkloadResult>({ do: 'workload', job }),
  ]);
  const days = points[0]?.record.requests.length ?? 0;
  const row = { is: 'headroom', inCharge: candidatesInCharge(question, points, days) } as const;
  const [result] = await work.do<RowResult[]>({ do: 'rows', job, rows: [row], keepAsked: true });
  if (result?.asked == null) throw new RangeError('a row that was played has no result');
  const { startMs, stepSeconds, scored } = workload;
  return { trace: trace.name, startMs, stepSeconds, asked: result.asked, scored, leadSeconds };
}

/** Headroom without a pool on a trace, and beside pools of each warm lead at each price, chosen night by night in all of them. */
export async function warmCells(
  question: Asked,
  warmLeads: readonly number[],
  prices: readonly number[],
  pool: BacktestHelp['pool'],
): Promise<WarmCell[]> {
  const { trace, leadSeconds, metricClassSeconds } = question;
  const job: Job = { trace, leadSeconds, metricClassSeconds, seed: 1, faults: [] };
  const work = new Work({ pool }, question, 1);
  const without = await runCandidates(work, job);
  const plain = await playPlain(work, job, question, without);
  const cells: WarmCell[] = [];
  for (const warmLeadSeconds of warmLeads) {
    const pools = prices.map((price): PoolKind => ({ warmLeadSeconds, price }));
    for (const [price, measures] of await playPools(work, job, question, pools, without)) {
      cells.push({
        trace: trace.name,
        leadSeconds,
        warmLeadSeconds,
        price,
        costOverPlain: measures.costRatio / plain.costRatio,
        violationPercent: measures.violationPercent,
        violationPercentPlain: plain.violationPercent,
      });
    }
  }
  return cells;
}

async function playPlain(work: Work, job: Job, question: Asked, points: readonly CandidatePoint[]): Promise<Measures> {
  const days = points[0]?.record.requests.length ?? 0;
  return play(work, job, { is: 'headroom', inCharge: candidatesInCharge(question, points, days) });
}

/** What candidates do does not depend on the price, so they are run once for all of them. */
async function playPools(
  work: Work,
  job: Job,
  question: Asked,
  pools: readonly PoolKind[],
  without: readonly CandidatePoint[],
): Promise<[price: number, measures: Measures][]> {
  const [first] = pools;
  if (first === undefined) return [];
  const points = await runCandidates(work, { ...job, pool: first });
  return Promise.all(
    pools.map(async (pool): Promise<[number, Measures]> => {
      const inCharge = inChargeBesidePool(question, pool, points, without);
      return [pool.price, await play(work, { ...job, pool }, { is: 'headroom-with-pool', inCharge })];
    }),
  );
}

async function play(work: Work, job: Job, row: RowSpec): Promise<Measures> {
  const [result] = await work.do<RowResult[]>({ do: 'rows', job, rows: [row], keepAsked: false });
  if (result === undefined) throw new RangeError('a row that was played has no result');
  return result.measures;
}
