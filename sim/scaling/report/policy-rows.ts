import type { Backtest, Row } from '../score/answer.ts';
import { knobsText } from '../score/knobs-text.ts';
import { monthlyUsd } from '../score/monthly-usd.ts';
import { verdict } from '../score/verdict.ts';
import type { ReportTable } from './report.ts';

interface Column {
  readonly title: string;
  readonly right?: boolean;
}

const figureColumns: readonly Column[] = [
  { title: 'policy' },
  { title: 'knobs' },
  { title: 'cost', right: true },
  { title: '$/month', right: true },
  { title: 'violations %', right: true },
  { title: 'by time %', right: true },
  { title: 'actions/day', right: true },
  { title: 'flips/day', right: true },
];

/** From here on deployments are said to make a policy run away: what changes by less may be a unit of few. */
const runsAwayFrom = 1.5;

/** The columns of an answer: what deployments do to each policy stands there where they are played. */
export function policyColumns({ table }: Pick<Backtest, 'table'>): readonly Column[] {
  return table.headroom.surgeRatio === null ? figureColumns : [...figureColumns, { title: 'in deploys', right: true }];
}

function surgeText({ surgeRatio }: Row): string {
  if (surgeRatio === null) return '';
  return `${surgeRatio >= runsAwayFrom ? '!' : ''}${surgeRatio.toFixed(2)} ×`;
}

/** What the column tells. */
export const surgeMeaning =
  'In deploys: the most that is asked for in a deployment, over what the same policy asks for at that time without any. An exclamation mark runs away: half as much again, or more.';

/** Who runs away in deployments, in words; null where none is played. */
export function whoRunsAway({ table }: Pick<Backtest, 'table'>): string | null {
  const { rows, headroom } = table;
  if (headroom.surgeRatio === null) return null;
  const most = new Map<string, number>();
  for (const { family, kind, surgeRatio } of [...rows, headroom]) {
    if (kind === 'bound' || surgeRatio === null || surgeRatio < runsAwayFrom) continue;
    most.set(family, Math.max(most.get(family) ?? 0, surgeRatio));
  }
  const told = [...most].sort(([, a], [, b]) => b - a).map(([family, ratio]) => `${family} (${ratio.toFixed(1)} ×)`);
  const ours = `Headroom asks for at most ${headroom.surgeRatio.toFixed(2)} times what it asks for without them`;
  return `In deployments ${told.length === 0 ? 'nobody runs away' : `these run away: ${told.join(', ')}`}; ${ours}.`;
}

interface Section {
  readonly title: string;
  readonly rows: readonly string[][];
}

/** The table's rows under their titles: ours first, then the peers by cost, then what bounds them all. */
export function policySections(answer: Backtest): Section[] {
  const { rows, headroom } = answer.table;
  const cells = (row: Row): string[] => rowCells(answer, row, knobsText(row.knobs));
  const peers = (selection: Row['selection']): string[][] => {
    return rows
      .filter((row) => row.kind === 'peer' && row.selection === selection && !isSameAsBest2(row, rows))
      .sort(byCost)
      .map(cells);
  };
  const sections = [
    {
      title: 'yours, as configured',
      rows: rows.filter(({ kind }) => kind === 'yours').map(cells),
    },
    {
      title: 'chosen night by night, without hindsight',
      rows: [rowCells(answer, headroom, `now ${verdict(answer).chosen}`), ...poolCells(answer), ...peers('nightly')],
    },
    { title: 'others, with all knobs tuned in hindsight (best2)', rows: peers('best2') },
    { title: 'others, with the target alone tuned in hindsight (best1), where that differs', rows: peers('best1') },
    { title: 'others, as shipped', rows: peers('default') },
    { title: 'bounds that know the future or do nothing', rows: rows.filter(isShownBound).map(cells) },
  ];
  return sections.filter((section) => section.rows.length > 0);
}

function poolCells(answer: Backtest): string[][] {
  const { pool } = answer.table;
  if (pool === undefined) return [];
  return [rowCells(answer, pool.row, `warm lead ${pool.warmLeadSeconds} s, at ${pool.price} of the price`)];
}

function isShownBound({ kind, selection, family }: Row): boolean {
  return kind === 'bound' && (selection === 'best2' || !family.startsWith('aws-predictive'));
}

/** The second knob's default is often the best: then one row says it. */
function isSameAsBest2({ family, selection, knobs }: Row, rows: readonly Row[]): boolean {
  const best2 = rows.find((row) => row.family === family && row.selection === 'best2');
  return selection === 'best1' && best2 !== undefined && knobsText(best2.knobs) === knobsText(knobs);
}

function byCost(a: Row, b: Row): number {
  return (a.costRatio ?? Number.POSITIVE_INFINITY) - (b.costRatio ?? Number.POSITIVE_INFINITY);
}

function rowCells({ table }: Backtest, row: Row, knobs: string): string[] {
  return [
    row.family,
    knobs,
    row.costRatio === null ? 'over budget' : row.costRatio.toFixed(3),
    row.costRatio === null ? '' : String(Math.round(monthlyUsd(table, row.costRatio))),
    violationText(row.violationPercent, table.sloBudgetPercent),
    digits(row.violationTimePercent, 3),
    digits(row.actionsPerDay, 1),
    digits(row.flipsPerDay, 1),
    ...(table.headroom.surgeRatio === null ? [] : [surgeText(row)]),
  ];
}

/** Starred where it is over the budget, and then with so many digits that it reads as more. */
function violationText(percent: number | null, budget: number): string {
  if (percent === null || percent <= budget) return digits(percent, 3);
  const texts = [3, 4, 5, 6].map((count) => percent.toFixed(count));
  return `*${texts.find((text) => Number(text) > budget) ?? texts[0]}`;
}

function digits(value: number | null, count: number): string {
  return value === null ? '' : value.toFixed(count);
}

/** Every policy with its figures. */
export function policyTable(answer: Backtest): ReportTable {
  return {
    title: 'Every policy',
    note: [
      'Cost is billed units over the clairvoyant’s; dollars are for that fleet, 730 hours a month. A star is over the budget. Rows tuned in hindsight know the future; Headroom does not.',
      ...(answer.table.headroom.surgeRatio === null ? [] : [surgeMeaning]),
    ].join(' '),
    columns: policyColumns(answer).map(({ title, right }) => ({ title, number: right === true })),
    groups: policySections(answer).map(({ title, rows }) => ({
      title,
      rows: rows.map((cells) => ({
        cells,
        strong: cells[0]?.startsWith('headroom') === true,
        failed: cells.some((cell) => cell.startsWith('*') || cell === 'over budget'),
      })),
    })),
  };
}
