import { families } from '../baselines/families.ts';
import { candidates } from '../portfolio/candidates.ts';
import type { InCharge } from '../portfolio/in-charge.ts';
import { lookAhead } from '../portfolio/look-ahead.ts';
import { merits } from '../portfolio/merits.ts';
import { adviceOn } from '../score/advice.ts';
import type { Backtest, BacktestHelp, BacktestQuestion, CurvePoint, Row } from '../score/answer.ts';
import { equalViolationRatio } from '../score/equal-violation.ts';
import type { GridPoint } from '../score/grid.ts';
import { rowOf, selectBounds, selectPeers, type Wanted } from '../score/select-rows.ts';
import type { CandidatePoint, Job, RowResult, WorkloadResult } from '../score/task.ts';
import { profileOf } from '../world/own-fleet.ts';
import { aboveFloor } from './above-floor.ts';
import { besidePool, type PlayedBesidePool, poolRowName, tellPool } from './beside-pool.ts';
import { meanCandidates, meanGrid } from './mean-points.ts';
import { candidatesInCharge, configuredRow, headroomRow, nightlyPeers, ruleOf, severalRuleOf } from './nightly-rows.ts';
import { sweepAll, sweepAround } from './sweep.ts';
import { runCandidates, Work } from './work.ts';

/** What each policy would have done on a trace, and which one would have been chosen each night. Deterministic. */
export async function backtest(question: BacktestQuestion, help: BacktestHelp): Promise<Backtest> {
  const jobs = jobsOf(question);
  const work = new Work(help, question, jobs.length);
  const played = Promise.all(jobs.map((job) => runCandidates(work, job)));
  const [world, grids, ours, pool] = await Promise.all([
    work.do<WorkloadResult>({ do: 'workload', job: jobs[0] }),
    sweepAll(work, jobs, question),
    played,
    besidePool(work, jobs, question, played),
  ]);
  const swept = meanGrid(grids);
  const inCharge = ours.map((points) => candidatesInCharge(question, points, world.days));
  const wanted = wantedRows(question, { swept, grids, inCharge, days: world.days });
  const [results, native] = await Promise.all([
    runRows(work, jobs, wanted),
    aboveFloor(work, jobs, question, inCharge),
  ]);
  const [rows, chosen] = measuredRows(wanted[0] ?? [], results);
  const curves = [...swept, ...(question.full ? [] : await sweepAround(work, jobs, swept, chosen))];
  const table = {
    ...tableOf(question, world, jobs.length),
    rows,
    headroom: chosen,
    ...(question.fleet && { fleet: question.fleet }),
    ...(pool && { pool: tellPool(pool, chosen) }),
    ...(native && { besideNative: native }),
    ...aheadOf(question, ours[0] ?? [], results[0]?.at(-1), world),
  };
  return {
    table: {
      ...table,
      equalViolationRatio: ratio(chosen, curves),
      advice: adviceOn(table, question.trace),
    },
    curves,
    ours: meanCandidates(ours),
    oursBesidePool: pool?.points ?? [],
    world,
    asked: askedOf(wanted[0] ?? [], results[0] ?? [], pool),
    inCharge: inCharge[0] ?? [],
    inChargeBesidePool: pool?.inCharge ?? [],
  };
}

/** What the next four weeks would bring, told by the first seed. */
function aheadOf(
  question: BacktestQuestion,
  points: readonly CandidatePoint[],
  headroom: RowResult | undefined,
  { days, stepSeconds }: WorkloadResult,
): Pick<Backtest['table'], 'outlook' | 'promised'> {
  const records = points.map(({ record }) => record);
  const all = candidates(question.leadSeconds, profileOf(question));
  const rated = merits(records, 0, days, severalRuleOf(question));
  if (headroom === undefined) throw new RangeError('nobody has played Headroom');
  const aim = { budgetPercent: question.sloBudgetPercent, stepSeconds };
  return lookAhead({ all, records, rated }, headroom.record, { days, ...aim });
}

/** One world for each seed. Nothing is random where the trace has minutes of its own: then the first seed is enough. */
function jobsOf({ trace, seeds, ...question }: BacktestQuestion): readonly [Job, ...Job[]] {
  const { metricClassSeconds, leadSeconds, faults = [], fleet } = question;
  const [first, ...others] = trace.stepSeconds > 60 ? seeds : seeds.slice(0, 1);
  if (first === undefined) throw new RangeError('a backtest needs at least one seed');
  const jobOf = (seed: number): Job => ({
    trace,
    seed,
    metricClassSeconds,
    leadSeconds,
    faults,
    ...(fleet && { fleet }),
  });
  return [jobOf(first), ...others.map(jobOf)];
}

interface Found {
  readonly swept: readonly CurvePoint[];
  /** By seed. */
  readonly grids: readonly (readonly GridPoint[])[];
  readonly inCharge: readonly (readonly InCharge[])[];
  readonly days: number;
}

/** The rows of the table, by seed: peers and bounds, the same for all; who is chosen each night, by what the seed brought. */
function wantedRows(question: BacktestQuestion, { swept, grids, inCharge, days }: Found): Wanted[][] {
  const fixed = [...selectPeers(swept, question.sloBudgetPercent), ...selectBounds()];
  return inCharge.map((ours, index) => {
    const nightly = question.full ? nightlyPeers(grids[index] ?? [], days, ruleOf(question)) : [];
    const own = (question.configured ?? []).map((one) => configuredRow(one, ours, question.native));
    return [...own, ...fixed, ...nightly, headroomRow(ours)];
  });
}

function runRows(work: Work, jobs: readonly Job[], wanted: readonly (readonly Wanted[])[]): Promise<RowResult[][]> {
  return Promise.all(
    jobs.map((job, index) => {
      const rows = (wanted[index] ?? []).map(({ spec }) => spec);
      return work.do<RowResult[]>({ do: 'rows', job, rows, keepAsked: index === 0 });
    }),
  );
}

/** Each row with its means over the seeds: those of others, and Headroom's, which is the last. */
function measuredRows(wanted: readonly Wanted[], results: readonly (readonly RowResult[])[]): [Row[], Row] {
  const rows = wanted.map((one, at) =>
    rowOf(
      one,
      results.flatMap((seed) => seed[at] ?? []),
    ),
  );
  return [rows.slice(0, -1), rows[rows.length - 1] as Row];
}

function tableOf(
  { trace, leadSeconds, sloBudgetPercent, metricClassSeconds }: BacktestQuestion,
  world: WorkloadResult,
  seeds: number,
) {
  return {
    trace: trace.name,
    leadSeconds,
    sloBudgetPercent,
    metricClassSeconds,
    seeds,
    scoredMinutes: (world.scored.reduce((sum, is) => sum + is, 0) * world.stepSeconds) / 60,
    clairvoyantMeanUnits: meanNeed(world),
  };
}

function ratio({ violationPercent, costRatio }: Row, curves: readonly CurvePoint[]): number | null {
  const peers = curves.filter(({ family }) => families.some(({ name, kind }) => name === family && kind === 'peer'));
  return equalViolationRatio({ violationPercent: violationPercent ?? 0, costRatio: costRatio ?? 0 }, peers);
}

function askedOf(
  wanted: readonly Wanted[],
  results: readonly RowResult[],
  pool: PlayedBesidePool | null,
): Map<string, Int32Array> {
  const kept = new Map<string, Int32Array>();
  wanted.forEach(({ family, selection, inBudget, kind }, at) => {
    const asked = results[at]?.asked;
    const isBest = kind === 'peer' && (selection === 'best1' || selection === 'best2') && inBudget;
    if (asked == null || !(isBest || kind === 'ours' || kind === 'yours')) return;
    kept.set(kind === 'ours' || kind === 'yours' ? family : `${family}:${selection}`, asked);
  });
  if (pool?.asked != null) kept.set(poolRowName, pool.asked);
  return kept;
}

function meanNeed({ need, scored }: WorkloadResult): number {
  let units = 0;
  let steps = 0;
  need.forEach((needed, step) => {
    if (scored[step] === 0) return;
    units += needed;
    steps++;
  });
  return units / steps;
}
