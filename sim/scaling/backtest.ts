import { families } from './baselines/families.ts';
import { candidates, firstInCharge } from './portfolio/candidates.ts';
import { chooseNightly } from './portfolio/nightly.ts';
import { type Rule, standardRule } from './portfolio/rule.ts';
import type { Backtest, BacktestHelp, BacktestQuestion, CurvePoint, Row } from './score/answer.ts';
import { equalViolationRatio } from './score/equal-violation.ts';
import { type GridPoint, knobsAround } from './score/grid.ts';
import { meanOf } from './score/measures.ts';
import { rowOf, selectBounds, selectPeers, tellKnobs, type Wanted } from './score/select-rows.ts';
import type { CandidatePoint, Job, RowResult, Task, WorkloadResult } from './score/task.ts';
import { profiles } from './world/profile.ts';

/** Learning costs as much as about forty candidates' asking, so tasks are not smaller. */
const candidatesATask = 86;

/** What each policy would have done on a trace, and which one would have been chosen each night. Deterministic. */
export async function backtest(question: BacktestQuestion, help: BacktestHelp): Promise<Backtest> {
  const { trace, leadSeconds, metricClassSeconds, sloBudgetPercent, faults = [] } = question;
  const seeds = trace.stepSeconds > 60 ? question.seeds : question.seeds.slice(0, 1);
  const jobs: Job[] = seeds.map((seed) => ({ trace, seed, metricClassSeconds, leadSeconds, faults }));
  const work = new Work(help, plannedTasks(question, jobs.length));
  const [world, grids, ours] = await Promise.all([
    work.do<WorkloadResult>({ do: 'workload', job: firstOf(jobs) }),
    sweepAll(work, jobs, question),
    Promise.all(jobs.map((job) => runCandidates(work, job))),
  ]);
  const swept = meanPoints(
    grids.map((points) => points.map(withoutRecord)),
    keyOfPoint,
  );
  const candidatePoints = meanPoints(
    ours.map((points) => points.map(withoutRecord)),
    ({ candidate }) => String(candidate),
  );
  const rule: Rule = { ...standardRule, budgetPercent: sloBudgetPercent };
  const inCharge = ours.map((points) => {
    return chooseNightly(
      points.map(({ record }) => record),
      world.days,
      firstInCharge(candidates(leadSeconds, profiles[metricClassSeconds])),
      rule,
    );
  });
  const fixed = [...selectPeers(swept, sloBudgetPercent), ...selectBounds()];
  const bySeed = jobs.map((_, index) => [
    ...fixed,
    ...(question.full ? nightlyPeers(grids[index] ?? [], world.days, rule) : []),
    headroom(inCharge[index] ?? []),
  ]);
  const results = await Promise.all(
    jobs.map((job, index) => {
      const rows = (bySeed[index] ?? []).map(({ spec }) => spec);
      return work.do<RowResult[]>({ do: 'rows', job, rows, keepAsked: index === 0 });
    }),
  );
  const rows = (bySeed[0] ?? []).map((wanted, at) => {
    return rowOf(wanted, meanOf(results.flatMap((one) => one[at]?.measures ?? [])));
  });
  const chosen = rows[rows.length - 1] as Row;
  const curves = [...swept, ...(question.full ? [] : await sweepAround(work, jobs, swept, chosen))];
  const peers = curves.filter(({ family }) => families.some(({ name, kind }) => name === family && kind === 'peer'));
  return {
    table: {
      trace: trace.name,
      leadSeconds,
      sloBudgetPercent,
      metricClassSeconds,
      seeds: jobs.length,
      scoredMinutes: (world.scored.reduce((sum, is) => sum + is, 0) * world.stepSeconds) / 60,
      clairvoyantMeanUnits: meanNeed(world),
      rows: rows.slice(0, -1),
      headroom: chosen,
      equalViolationRatio: equalViolationRatio(
        { violationPercent: chosen.violationPercent ?? 0, costRatio: chosen.costRatio ?? 0 },
        peers,
      ),
    },
    curves,
    ours: candidatePoints,
    world,
    asked: askedOf(bySeed[0] ?? [], results[0] ?? []),
    inCharge: inCharge[0] ?? [],
  };
}

/** Tasks given out, and told of as they end. */
class Work {
  private readonly help: BacktestHelp;
  private readonly planned: number;
  private done = 0;

  constructor(help: BacktestHelp, planned: number) {
    this.help = help;
    this.planned = planned;
  }

  async do<Result>(task: Task): Promise<Result> {
    const result = await this.help.pool.run<Result>(task);
    this.done++;
    this.help.onProgress?.(this.done, this.planned);
    return result;
  }
}

function plannedTasks({ leadSeconds, metricClassSeconds, full }: BacktestQuestion, seeds: number): number {
  const count = candidates(leadSeconds, profiles[metricClassSeconds]).length;
  const sweeps = full ? 1 : 2;
  return 1 + seeds * (sweeps * families.length + Math.ceil(count / candidatesATask) + 1);
}

/** The grids of all families for every seed. Later seeds run the points that the first one needed. */
async function sweepAll(
  work: Work,
  jobs: readonly Job[],
  { full, sloBudgetPercent }: BacktestQuestion,
): Promise<GridPoint[][]> {
  const sweep = (job: Job, family: string, points: 'full' | 'coarse' | GridPoint[]): Promise<GridPoint[]> => {
    const knobs = typeof points === 'string' ? points : points.map(({ target, seconds }) => ({ target, seconds }));
    return work.do<GridPoint[]>({ do: 'grid', job, family, points: knobs, budgetPercent: sloBudgetPercent });
  };
  const byFamily = await Promise.all(
    families.map(async ({ name }) => {
      const first = await sweep(firstOf(jobs), name, full ? 'full' : 'coarse');
      return [first, ...(await Promise.all(jobs.slice(1).map((job) => sweep(job, name, first))))];
    }),
  );
  return jobs.map((_, index) => byFamily.flatMap((seeds) => seeds[index] ?? []));
}

/** The points that a coarse grid lacks to tell the cheapest peer that violates no more than a row. */
async function sweepAround(
  work: Work,
  jobs: readonly Job[],
  known: readonly CurvePoint[],
  { violationPercent }: Pick<Row, 'violationPercent'>,
): Promise<CurvePoint[]> {
  const limit = violationPercent ?? 0;
  const found = await Promise.all(
    families.map(async (family) => {
      const own = known.filter((point) => point.family === family.name);
      const points = knobsAround(family, own, limit);
      const task = { do: 'grid', family: family.name, points, budgetPercent: limit } as const;
      const seeds = await Promise.all(jobs.map((job) => work.do<GridPoint[]>({ ...task, job })));
      return meanPoints(
        seeds.map((one) => one.map(withoutRecord)),
        keyOfPoint,
      );
    }),
  );
  return found.flat();
}

async function runCandidates(work: Work, job: Job): Promise<CandidatePoint[]> {
  const count = candidates(job.leadSeconds, profiles[job.metricClassSeconds]).length;
  const starts = Array.from({ length: Math.ceil(count / candidatesATask) }, (_, index) => index * candidatesATask);
  const parts = await Promise.all(
    starts.map((from) => work.do<CandidatePoint[]>({ do: 'candidates', job, from, below: from + candidatesATask })),
  );
  return parts.flat();
}

/** Every peer family alone, re-tuned each night over its own grid by the same rule as ours. */
function nightlyPeers(points: readonly GridPoint[], days: number, rule: Rule): Wanted[] {
  return families
    .filter(({ kind }) => kind === 'peer')
    .map((family) => {
      const own = points.filter((point) => point.family === family.name);
      const { shipped } = family;
      const first = own.findIndex(
        ({ target, seconds }) => Math.abs(target - shipped.target) < 1e-9 && seconds === shipped.seconds,
      );
      const inCharge = chooseNightly(
        own.map(({ record }) => record),
        days,
        first,
        rule,
      )
        .map((index) => own[index])
        .filter((point) => point !== undefined)
        .map(({ target, seconds }) => ({ target, seconds }));
      const last = inCharge[inCharge.length - 1] ?? shipped;
      return {
        spec: { is: 'family-nightly', family: family.name, inCharge },
        family: family.name,
        kind: family.kind,
        knobs: tellKnobs(family, last),
        selection: 'nightly',
        inBudget: true,
      };
    });
}

function headroom(inCharge: readonly number[]): Wanted {
  const spec = { is: 'headroom', inCharge } as const;
  return { spec, family: 'headroom', kind: 'ours', knobs: {}, selection: 'nightly', inBudget: true };
}

function askedOf(wanted: readonly Wanted[], results: readonly RowResult[]): Map<string, Int32Array> {
  const kept = new Map<string, Int32Array>();
  wanted.forEach(({ family, selection, inBudget, kind }, at) => {
    const asked = results[at]?.asked;
    const isBest = kind === 'peer' && (selection === 'best1' || selection === 'best2') && inBudget;
    if (asked == null || !(isBest || kind === 'ours')) return;
    kept.set(kind === 'ours' ? family : `${family}:${selection}`, asked);
  });
  return kept;
}

/** Means over the seeds of the points that all seeds have. */
function meanPoints<Point extends { violationPercent: number; costRatio: number }>(
  seeds: readonly (readonly Point[])[],
  keyOf: (point: Point) => string,
): Point[] {
  const [first = [], ...others] = seeds;
  const found = others.map((points) => new Map(points.map((point) => [keyOf(point), point])));
  return first.map((point) => {
    const same = [point, ...found.map((points) => points.get(keyOf(point)) ?? point)];
    const mean = (name: 'violationPercent' | 'costRatio'): number =>
      same.reduce((sum, one) => sum + one[name], 0) / same.length;
    return { ...point, violationPercent: mean('violationPercent'), costRatio: mean('costRatio') };
  });
}

function withoutRecord<Point extends { record: unknown }>({ record: _, ...point }: Point): Omit<Point, 'record'> {
  return point;
}

function keyOfPoint({ family, target, seconds }: CurvePoint): string {
  return `${family} ${target} ${seconds}`;
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

function firstOf<Item>([first]: readonly Item[]): Item {
  if (first === undefined) throw new RangeError('a backtest needs at least one seed');
  return first;
}
