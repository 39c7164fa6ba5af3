import { type SizeCell, tellHindsight } from './size-cells.ts';

/** What the cells of each catalogue come to: the geometric mean of the costs, the dearest, and how often sizes changed at most. */
export function sizeSummary(cells: readonly SizeCell[]): string {
  const groups = Map.groupBy(cells, ({ catalogue }) => catalogue);
  return [...groups]
    .map(([name, some]) => {
      const costs = some.map(({ costOverHorizontal }) => costOverHorizontal);
      const changes = Math.max(...some.map(({ changesPerWeek }) => changesPerWeek));
      const most = Math.max(...costs).toFixed(3);
      const by = ['oneSize', 'weekly', 'weeklyAsPromised', 'dayAndNight'] as const;
      const hindsight = tellHindsight(by.map((one) => meanOf(some.map((cell) => cell.hindsight[one]))));
      return `${name}: cost ${meanOf(costs)} of one size (${hindsight}) over ${some.length} traces, ${most} at most; ${changes.toFixed(2)} changes a week at most`;
    })
    .join('\n');
}

/** Geometric: costs are shares. */
function meanOf(costs: readonly number[]): string {
  return Math.exp(costs.reduce((sum, cost) => sum + Math.log(cost), 0) / costs.length).toFixed(3);
}
