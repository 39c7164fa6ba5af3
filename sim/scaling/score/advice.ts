import { counted } from '../../../core/model/counted.ts';
import type { Trace } from '../../workloads/trace.ts';
import type { Advice, Backtest, Row } from './answer.ts';
import { isNoBetter, isTooShort } from './keeps-budget.ts';
import { monthlyUsd } from './monthly-usd.ts';

type Told = Omit<Backtest['table'], 'equalViolationRatio' | 'advice' | 'outlook' | 'promised'>;

/**
 * What to do, in one sentence. What one has is what one has configured; where nothing of that is known, the cheapest of the
 * others as shipped, since that is what most people run.
 */
export function adviceOn(table: Told, { values, stepSeconds }: Trace): Advice {
  const days = (values.length * stepSeconds) / 86_400;
  const theirs = whatOneHas(table);
  const told = figures(table, theirs);
  if (isTooShort(days)) {
    const short = `the trace spans ${counted(tenth(days), 'day')}, and it takes two weeks, of which one is for learning`;
    return { is: 'too-short', says: `Too short to say: ${short}. In them ${told}.` };
  }
  if (theirs !== null && loses(table, theirs)) return { is: 'keep', says: `Keep what you have: ${told}.` };
  return { is: 'headroom', says: `Headroom does better: ${told}.` };
}

function figures(table: Told, theirs: Row | null): string {
  const ours = tellRow(table, table.headroom);
  return theirs === null
    ? `${ours}; none of the others keeps the budget as shipped`
    : `${tellRow(table, theirs)}, ${ours}`;
}

function whatOneHas({ rows, sloBudgetPercent }: Told): Row | null {
  const own = rows.find(({ kind }) => kind === 'yours');
  if (own !== undefined) return own;
  const shipped = rows.filter(({ kind, selection }) => kind === 'peer' && selection === 'default');
  const inside = shipped.filter(({ violationPercent }) => (violationPercent ?? 100) <= sloBudgetPercent);
  return inside.reduce<Row | null>((best, row) => ((row.costRatio ?? 0) < (best?.costRatio ?? 1e9) ? row : best), null);
}

function loses({ headroom, sloBudgetPercent }: Told, theirs: Row): boolean {
  return isNoBetter(weighed(headroom), weighed(theirs), sloBudgetPercent);
}

function weighed({ violationPercent, costRatio }: Row): Parameters<typeof isNoBetter>[0] {
  return { violationPercent: violationPercent ?? 100, cost: costRatio ?? 0 };
}

function tellRow(table: Told, { family, kind, selection, costRatio, violationPercent }: Row): string {
  const name =
    kind === 'yours' || kind === 'ours'
      ? family.replace(/^headroom$/, 'Headroom')
      : `${family} as ${selection === 'default' ? 'shipped' : 'tuned'}`;
  const over =
    (violationPercent ?? 0) > table.sloBudgetPercent ? `, over the budget of ${table.sloBudgetPercent} %` : '';
  const dollars = Math.round(monthlyUsd(table, costRatio ?? 0));
  return `${name} costs $${dollars} a month with ${Number((violationPercent ?? 0).toFixed(3))} % of requests violating${over}`;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
