import { families } from '../baselines/families.ts';
import type { BacktestQuestion, CurvePoint, Row } from '../score/answer.ts';
import { type GridPoint, knobsAround } from '../score/grid.ts';
import type { Job } from '../score/task.ts';
import { meanGrid } from './mean-points.ts';
import type { Work } from './work.ts';

/** The grids of all families for every seed. Later seeds run the points that the first one needed. */
export async function sweepAll(
  work: Work,
  [first, ...others]: readonly [Job, ...Job[]],
  { full, sloBudgetPercent }: BacktestQuestion,
): Promise<GridPoint[][]> {
  const sweep = (job: Job, family: string, points: 'full' | 'coarse' | GridPoint[]): Promise<GridPoint[]> => {
    const knobs = typeof points === 'string' ? points : points.map(({ target, seconds }) => ({ target, seconds }));
    return work.do<GridPoint[]>({ do: 'grid', job, family, points: knobs, budgetPercent: sloBudgetPercent });
  };
  const byFamily = await Promise.all(
    families.map(async ({ name }) => {
      const found = await sweep(first, name, full ? 'full' : 'coarse');
      return [found, ...(await Promise.all(others.map((job) => sweep(job, name, found))))];
    }),
  );
  return [first, ...others].map((_, index) => byFamily.flatMap((seeds) => seeds[index] ?? []));
}

/** The points that a coarse grid lacks to tell the cheapest peer that violates no more than a row. */
export async function sweepAround(
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
      return meanGrid(await Promise.all(jobs.map((job) => work.do<GridPoint[]>({ ...task, job }))));
    }),
  );
  return found.flat();
}
