import type { Backtest, CurvePoint } from '../score/answer.ts';
import type { GridPoint } from '../score/grid.ts';
import type { CandidatePoint } from '../score/task.ts';

/** Means over the seeds of the points of families' grids. */
export function meanGrid(seeds: readonly (readonly GridPoint[])[]): CurvePoint[] {
  const known = seeds.map((points) => points.map(withoutRecord));
  return meanPoints(known, ({ family, target, seconds }) => `${family} ${target} ${seconds}`);
}

/** Means over the seeds of the candidates' points. */
export function meanCandidates(seeds: readonly (readonly CandidatePoint[])[]): Backtest['ours'] {
  const known = seeds.map((points) => points.map(withoutRecord));
  return meanPoints(known, ({ candidate }) => String(candidate));
}

/** Of the points that all seeds have. */
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
