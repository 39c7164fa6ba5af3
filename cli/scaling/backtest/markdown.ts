import type { Backtest, Row } from '../../../sim/scaling/score/answer.ts';
import { monthlyUsd } from '../../../sim/scaling/score/monthly-usd.ts';

/** What the configured policies cost, beside Headroom, as a comment on a pull request. */
export function markdown({ table }: Backtest): string {
  const rows = [...table.rows.filter(({ kind }) => kind === 'yours'), table.headroom];
  const lines = rows.map((row) => `| ${cells(table, row).join(' | ')} |`);
  return [
    `### Headroom backtest of ${escaped(table.trace)}`,
    '',
    ...change(table),
    `| policy | $/month | violations % (budget ${table.sloBudgetPercent}) | changes a day |`,
    '|---|---:|---:|---:|',
    ...lines,
    '',
    escaped(table.advice.says),
    '',
  ].join('\n');
}

/** What the change costs, where there is a before. */
function change(table: Backtest['table']): string[] {
  const [now, before] = ['yours', 'before'].map((name) => table.rows.find(({ family }) => family === name));
  if (now === undefined || before === undefined) return [];
  const dollars = usd(table, now) - usd(table, before);
  const points = (now.violationPercent ?? 0) - (before.violationPercent ?? 0);
  const costs =
    dollars === 0 ? 'costs the same' : `costs $${Math.abs(dollars)} a month ${dollars > 0 ? 'more' : 'less'}`;
  const misses =
    Math.abs(points) < 0.0005
      ? 'with as many violations'
      : `with ${Math.abs(points).toFixed(3)} points of violations ${points > 0 ? 'more' : 'less'}`;
  return [`**This change ${costs}, ${misses}.**`, ''];
}

function cells(table: Backtest['table'], row: Row): string[] {
  const over = (row.violationPercent ?? 0) > table.sloBudgetPercent ? ' (over)' : '';
  return [
    row.family,
    String(usd(table, row)),
    `${(row.violationPercent ?? 0).toFixed(3)}${over}`,
    (row.actionsPerDay ?? 0).toFixed(1),
  ];
}

function usd(table: Backtest['table'], { costRatio }: Row): number {
  return Math.round(monthlyUsd(table, costRatio ?? 0));
}

/** Names of files and scalables are texts, and no Markdown. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|#@]/g, (mark) => `\\${mark}`);
}
