import { inChargeBesidePool } from '../../../sim/scaling/backtest/beside-pool.ts';
import { candidatesInCharge } from '../../../sim/scaling/backtest/nightly-rows.ts';
import { runCandidates, Work } from '../../../sim/scaling/backtest/work.ts';
import { type DailyRecord, dailyRecord, priced } from '../../../sim/scaling/portfolio/daily-record.ts';
import type { BacktestHelp, BacktestQuestion } from '../../../sim/scaling/score/answer.ts';
import type { Job, RowResult, RowSpec } from '../../../sim/scaling/score/task.ts';
import { profileOf } from '../../../sim/scaling/world/own-fleet.ts';
import type { PoolKind } from '../../../sim/scaling/world/pool-kind.ts';
import type { Scaler, Seen } from '../../../sim/scaling/world/seen.ts';
import { World } from '../../../sim/scaling/world/world.ts';
import { prepare } from '../../../sim/workloads/prepare.ts';

/**
 * What could be had of a pool on one trace: costs over Headroom without one. Headroom is played, with the pool and without;
 * candidates are what they did alone. The first day, of which nothing is known before, does not count where there are others.
 */
export interface WarmBound {
  readonly trace: string;
  /** Chosen night by night, as Headroom does. */
  readonly nightly: number;
  readonly violationPercent: number;
  readonly violationPercentPlain: number;
  /** Of the cheapest candidate, with a pool or without, that violates no more in all: nobody knows it before. */
  readonly oneCandidate: number;
  /** The same of the candidates without a pool alone. */
  readonly onePlainCandidate: number;
  /** Of whoever knows all that is needed, with a pool that is charged as every pool, and without one. */
  readonly clairvoyant: number;
  readonly clairvoyantPlain: number;
}

/** Below this much nobody sees a violation. */
const leastPercent = 0.05;
/** How long beyond the long lead a clairvoyant keeps what it will need: the cheapest of these counts. */
const holdsSeconds = [1, 6, 12, 24].map((hours) => hours * 3600);

interface Sum {
  readonly units: number;
  readonly violationPercent: number;
}

/** What the candidates in charge came to, day by day. */
function sumOf(records: readonly DailyRecord[], inCharge: readonly number[]): Sum {
  const days = inCharge
    .map((one, day) => [records[one] as DailyRecord, day] as const)
    .slice(inCharge.length > 2 ? 1 : 0);
  const sum = (name: 'units' | 'violating' | 'requests') =>
    days.reduce((all, [record, day]) => all + (record[name][day] ?? 0), 0);
  return { units: sum('units'), violationPercent: (100 * sum('violating')) / Math.max(1e-9, sum('requests')) };
}

/** What could be had of such a pool on a trace. */
export async function warmBound(
  question: Omit<BacktestQuestion, 'pool'>,
  kind: PoolKind,
  pool: BacktestHelp['pool'],
): Promise<WarmBound> {
  const { trace, leadSeconds, metricClassSeconds } = question;
  const job: Job = { trace, leadSeconds, metricClassSeconds, seed: 1, faults: [] };
  const work = new Work({ pool }, question, 1);
  const [without, withPool] = await Promise.all([
    runCandidates(work, job),
    runCandidates(work, { ...job, pool: kind }),
  ]);
  const plain = without.map(({ record }) => record);
  const all = [...withPool.map(({ record }) => priced(record, kind.price)), ...plain];
  const days = plain[0]?.requests.length ?? 0;
  const row = { is: 'headroom', inCharge: candidatesInCharge(question, without, days) } as const;
  const playedSum = async (of: Job, spec: RowSpec, beside: PoolKind | null): Promise<Sum> => {
    const [played] = await work.do<RowResult[]>({ do: 'rows', job: of, rows: [spec], keepAsked: false });
    const { record } = played as RowResult;
    return sumOf([beside === null ? record : priced(record, beside.price)], new Array<number>(days).fill(0));
  };
  const own = await playedSum(job, row, null);
  const beside = { is: 'headroom-with-pool', inCharge: inChargeBesidePool(question, kind, withPool, without) } as const;
  const nightly = await playedSum({ ...job, pool: kind }, beside, kind);
  const best = (records: readonly DailyRecord[]) => {
    const most = Math.max(own.violationPercent, leastPercent);
    const sums = records.map((record) => sumOf([record], new Array<number>(days).fill(0)));
    return Math.min(...sums.filter(({ violationPercent }) => violationPercent <= most).map(({ units }) => units));
  };
  const knowing = clairvoyants(question, kind).map((record) => sumOf([record], new Array<number>(days).fill(0)).units);
  return {
    trace: trace.name,
    nightly: nightly.units / own.units,
    violationPercent: nightly.violationPercent,
    violationPercentPlain: own.violationPercent,
    oneCandidate: best(all) / own.units,
    onePlainCandidate: best(plain) / own.units,
    clairvoyant: Math.min(...knowing.slice(1)) / own.units,
    clairvoyantPlain: (knowing[0] ?? Number.NaN) / own.units,
  };
}

/** What each mean comes to, for people. */
export function boundSummary(bounds: readonly WarmBound[]): string {
  const mean = (name: Exclude<keyof WarmBound, 'trace'>) =>
    Math.exp(bounds.reduce((sum, one) => sum + Math.log(one[name]), 0) / bounds.length).toFixed(3);
  const known = `in hindsight one candidate ${mean('oneCandidate')}, one without a pool ${mean('onePlainCandidate')}`;
  const seer = `who knows all ${mean('clairvoyant')} with a pool and ${mean('clairvoyantPlain')} without`;
  return `over ${bounds.length} traces: night by night ${mean('nightly')} of that without a pool; ${known}; ${seer}`;
}

/** The records of whoever knows all: without a pool first, then with one by how long it is kept. */
function clairvoyants(
  { trace, leadSeconds, metricClassSeconds }: Omit<BacktestQuestion, 'pool'>,
  pool: PoolKind,
): readonly DailyRecord[] {
  const profile = profileOf({ metricClassSeconds });
  const workload = prepare(trace, profile, 1);
  const [plain, warm] = [
    new World(workload, leadSeconds, profile),
    new World(workload, leadSeconds, profile, { pool }),
  ];
  const alone = new ClairvoyantWithPool(plain, 0);
  const asksTogether: Scaler = { ask: (seen) => alone.togetherAt(seen.step) };
  const kept = holdsSeconds.map((hold) => dailyRecord(workload, warm.run(new ClairvoyantWithPool(warm, hold))));
  return [dailyRecord(workload, plain.run(asksTogether)), ...kept.map((record) => priced(record, pool.price))];
}

/**
 * Whoever knows all that is needed: what runs is the most of a warm lead ahead, and running and pool together the most of a
 * long lead and of so many seconds more. It pays what everybody pays for warming, draining and returning.
 */
class ClairvoyantWithPool implements Scaler {
  prepared = 0;
  private readonly running: Int32Array;
  private readonly together: Int32Array;

  constructor({ workload: { need, stepSeconds }, leadSeconds, pool }: World, holdSeconds: number) {
    this.running = mostAhead(need, Math.ceil((pool?.warmLeadSeconds ?? leadSeconds) / stepSeconds) + 1);
    this.together = mostAhead(need, Math.ceil((leadSeconds + holdSeconds) / stepSeconds) + 1);
  }

  togetherAt(step: number): number {
    return this.together[step] ?? 1;
  }

  ask({ step, asked, pool }: Seen): number {
    const wanted = this.running[step] ?? 1;
    this.prepared = Math.max(wanted, this.together[step] ?? 1);
    return Math.min(wanted, asked + (pool?.ready ?? 0));
  }
}

/** The most of each step and so many after it. */
function mostAhead(need: Int32Array, steps: number): Int32Array {
  const most = Int32Array.from(need);
  const queue: number[] = [];
  let head = 0;
  for (let step = need.length - 1; step >= 0; step--) {
    while (queue.length > head && (need[queue.at(-1) ?? 0] ?? 0) <= (need[step] ?? 0)) queue.pop();
    queue.push(step);
    while ((queue[head] ?? 0) > step + steps) head++;
    most[step] = need[queue[head] ?? step] ?? 0;
  }
  return most;
}
