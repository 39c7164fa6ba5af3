import type { Outlook, Promised } from '../../../core/scaling/tuning.ts';
import type { DailyRecord } from './daily-record.ts';
import { lowerHull } from './lower-hull.ts';
import type { Merit } from './merits.ts';
import { type Aim, type Days, outlookAfter } from './outlook.ts';

/** A budget is promised that is missed in at most one month of twenty. */
const mostMissChance = 0.05;

/** Candidates with what they did and how the rule rates it. */
export interface Rated {
  readonly all: readonly Pick<Promised, 'family' | 'knobs'>[];
  readonly records: readonly DailyRecord[];
  readonly rated: readonly Merit[];
}

/**
 * What comes next, told by what the rule itself brought night by night, which knew nothing of the days that followed; and who
 * would promise the budget where that does not. `played` are the days as they went under whoever was in charge of each.
 */
export function lookAhead(
  candidates: Rated,
  played: Days,
  { days, budgetPercent, stepSeconds }: Aim & { readonly days: number },
): { readonly outlook: Outlook | null; readonly promised: Promised | null } {
  const aim = { budgetPercent, stepSeconds };
  const outlook = outlookAfter(played, days, aim);
  const isPromised = outlook === null || outlook.missChance <= mostMissChance;
  return { outlook, promised: isPromised ? null : promisedBy(candidates, played, days, aim) };
}

/** The cheapest of those that stand out whose own days promise the budget; null where nobody's do. */
export function promisedBy({ all, records, rated }: Rated, played: Days, days: number, aim: Aim): Promised | null {
  for (const { candidate } of lowerHull(rated)) {
    const [one, record] = [all[candidate], records[candidate]];
    const outlook = record === undefined ? null : outlookAfter(record, days, aim);
    if (!one || !record || outlook === null || outlook.missChance > mostMissChance) continue;
    const { family, knobs } = one;
    return { family, knobs, missChance: outlook.missChance, costOverNightly: billed(record) / billed(played) };
  }
  return null;
}

function billed({ units }: Pick<Days, 'units'>): number {
  return units.reduce((total, value) => total + value, 0);
}
