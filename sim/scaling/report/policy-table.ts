import type { Backtest } from '../score/answer.ts';
import { policyColumns, policySections } from './policy-rows.ts';
import type { ReportTable } from './report.ts';

/** Every policy with its figures. */
export function policyTable(answer: Backtest): ReportTable {
  return {
    title: 'Every policy',
    note: 'Cost is billed units over the clairvoyant’s; dollars are for that fleet, 730 hours a month. A star is over the budget. Rows tuned in hindsight know the future; Headroom does not.',
    columns: policyColumns.map(({ title, right }) => ({ title, number: right === true })),
    groups: policySections(answer).map(({ title, rows }) => ({
      title,
      rows: rows.map((cells) => ({
        cells,
        strong: cells[0] === 'headroom',
        failed: cells.some((cell) => cell.startsWith('*') || cell === 'over budget'),
      })),
    })),
  };
}
