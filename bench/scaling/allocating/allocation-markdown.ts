import type { Cell } from './cell.ts';
import type { Summary } from './summary.ts';

interface Result {
  readonly sloBudgetPercent: number;
  readonly summary: Summary;
  readonly nativeMinutes: Summary;
  readonly calm: Summary;
  readonly lively: Summary;
  readonly cells: readonly Cell[];
}

/** The bench as Markdown: the aims first, met or not, then every cell, losses too. */
export function allocationMarkdown({ sloBudgetPercent, summary, cells, ...classes }: Result): string {
  const { nativeMinutes, calm, lively } = classes;
  const aims = aimsOf(summary).map(([what, aim, value, met], index) => {
    const some = [nativeMinutes, calm, lively].map((one) => inClass(aimsOf(one)[index]));
    return `| ${what} | ${aim} | ${value} | ${some.join(' | ')} | ${met ? 'met' : '**not met**'} |`;
  });
  return [
    '| over all cells | aim | ours | native minutes alone | calm | lively | |',
    '|---|---|---|---|---|---|---|',
    ...aims,
    '',
    `| trace | lead | V % (budget ${sloBudgetPercent}) | C | C / best1 | best1 | F | C / known peak | C / defaults | actions, flips a day (HPA flips) |`,
    '|---|---|---|---|---|---|---|---|---|---|',
    ...cells.map(cellRow),
  ].join('\n');
}

/** What a class comes to, in bold where it misses the aim of all. */
function inClass(aim: Aim | undefined): string {
  const [, , value = '-', met = true] = aim ?? [];
  return met ? value : `**${value}**`;
}

type Aim = readonly [what: string, aim: string, value: string, met: boolean];

function aimsOf(summary: Summary): Aim[] {
  const { missedShare, missedCells, missedByNightlyPeers, cellsWithBest1 } = summary;
  const peers = Object.entries(missedByNightlyPeers);
  const fewest = peers.length === 0 ? null : Math.min(...peers.map(([, count]) => count));
  const atMost = (value: number | null, limit: number): boolean => value === null || value <= limit;
  const upTo = (what: string, limit: number, value: number | null, count = 3): Aim => {
    return [what, `≤ ${limit}`, digits(value, count), atMost(value, limit)];
  };
  return [
    upTo('geometric mean of C / best1', 0.94, summary.costOverBest1),
    upTo('geometric mean of F', 0.93, summary.equalViolationRatio),
    upTo('what C is above the clairvoyant with lead, over what best1 is', 0.95, summary.excessOverBest1),
    upTo('worst C / best1', 1.15, summary.worstCostOverBest1),
    upTo('worst F', 1.15, summary.worstEqualViolationRatio),
    upTo('worst C / static fleet at the peak of the known days', 1.02, summary.worstCostOverKnownPeak),
    ['cells over the budget', '≤ 10 %', `${missedCells.length} of ${cellsWithBest1}`, atMost(missedShare, 0.1)],
    ['cells over twice the budget', 'none', String(summary.overTwiceTheBudget), summary.overTwiceTheBudget === 0],
    [
      'cells over the budget, fewest of any peer family re-tuned nightly',
      'more than ours',
      fewest === null ? 'not run' : String(fewest),
      fewest === null || fewest > missedCells.length,
    ],
    upTo('geometric mean of C / defaults inside the budget', 0.75, summary.costOverDefaults),
    upTo('most actions a day where demand is calm', 100, summary.mostActionsPerDayWhereCalm, 0),
    [
      'cells with more flips than the HPA as shipped',
      'none',
      String(summary.cellsWithMoreFlipsThanHpa),
      summary.cellsWithMoreFlipsThanHpa === 0,
    ],
  ];
}

function cellRow(cell: Cell): string {
  const ratios = Object.values(cell.costOverDefaults);
  const defaults =
    ratios.length === 0 ? '-' : digits(Math.exp(ratios.reduce((sum, one) => sum + Math.log(one), 0) / ratios.length));
  const best1 = cell.best1 === null ? 'none meets it' : `${cell.best1.family} ${digits(cell.best1.costRatio)}`;
  const churn = `${digits(cell.actionsPerDay, 0)}, ${digits(cell.flipsPerDay, 0)} (${digits(cell.hpaFlipsPerDay, 0)})`;
  return `| ${cell.trace} | ${cell.leadSeconds} | ${digits(cell.violationPercent)} | ${digits(cell.costRatio)} | ${digits(cell.costOverBest1)} | ${best1} | ${digits(cell.equalViolationRatio)} | ${digits(cell.costOverKnownPeak)} | ${defaults} | ${churn} |`;
}

function digits(value: number | null, count = 3): string {
  return value === null ? '-' : value.toFixed(count);
}
