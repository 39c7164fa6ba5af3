import type { WarmCell } from './warm-cells.ts';

/** One cell, for people. */
export function tellWarm(cell: WarmCell): string {
  const { trace, warmLeadSeconds, price, costOverPlain, violationPercent, violationPercentPlain } = cell;
  const violates = `${violationPercent.toFixed(3)} % violating, ${violationPercentPlain.toFixed(3)} % without`;
  return `${trace} ${warmLeadSeconds} s at ${price}: cost ${costOverPlain.toFixed(3)} of that without a pool, ${violates}`;
}

/** What the cells of each warm lead and price come to: the geometric mean of the costs, and how often violations are more. */
export function warmSummary(cells: readonly WarmCell[]): string {
  const groups = Map.groupBy(cells, ({ warmLeadSeconds, price }) => `${warmLeadSeconds} s at ${price}`);
  return [...groups]
    .map(([name, some]) => {
      const mean = Math.exp(some.reduce((sum, { costOverPlain }) => sum + Math.log(costOverPlain), 0) / some.length);
      const more = some.filter((one) => one.violationPercent > one.violationPercentPlain).map(({ trace }) => trace);
      const [ours, plain] = [meanOf(some, 'violationPercent'), meanOf(some, 'violationPercentPlain')];
      const told = more.length === 0 ? 'none of them more' : `more on ${more.join(', ')}`;
      return `${name}: cost ${mean.toFixed(3)} of that without a pool over ${some.length} traces; ${ours} % violating on average, ${plain} % without, ${told}`;
    })
    .join('\n');
}

function meanOf(cells: readonly WarmCell[], name: 'violationPercent' | 'violationPercentPlain'): string {
  return (cells.reduce((sum, cell) => sum + cell[name], 0) / cells.length).toFixed(3);
}
