import type { Backtest } from '../score/answer.ts';
import type { Report } from './report.ts';

/** A backtest as a report. */
export function backtestReport(answer: Backtest, notes: readonly string[]): Report {
  return { title: answer.table.trace, lead: notes, figures: [], timesMs: [], plots: [], missing: [], changes: [] };
}
