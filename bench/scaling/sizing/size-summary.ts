import type { SizeCell } from './size-cells.ts';

/** What the cells of each catalogue come to: the geometric mean of the costs, the dearest, and how often sizes changed at most. */
export function sizeSummary(cells: readonly SizeCell[]): string {
  const groups = Map.groupBy(cells, ({ catalogue }) => catalogue);
  return [...groups]
    .map(([name, some]) => {
      const costs = some.map(({ costOverHorizontal }) => costOverHorizontal);
      const mean = Math.exp(costs.reduce((sum, cost) => sum + Math.log(cost), 0) / costs.length);
      const changes = Math.max(...some.map(({ changesPerWeek }) => changesPerWeek));
      const most = Math.max(...costs).toFixed(3);
      return `${name}: cost ${mean.toFixed(3)} of one size over ${some.length} traces, ${most} at most; ${changes.toFixed(2)} changes a week at most`;
    })
    .join('\n');
}
