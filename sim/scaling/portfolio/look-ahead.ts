import type { Outlook, Promised } from '../../../core/scaling/tuning.ts';
import type { DailyRecord } from './daily-record.ts';
import { lowerHull } from './lower-hull.ts';
import type { Merit } from './merits.ts';
import { chooseNightly } from './nightly.ts';
import { type Aim, daysInCharge, outlookAfter } from './outlook.ts';
import type { Rule } from './rule.ts';

/** A budget is promised that is missed in at most one month of twenty. */
const mostMissChance = 0.05;

/** Candidates with what they did and how the rule rates it. */
export interface Rated {
  readonly all: readonly Pick<Promised, 'family' | 'knobs'>[];
  readonly records: readonly DailyRecord[];
  readonly rated: readonly Merit[];
  /** Who is in charge before the first night. */
  readonly first: number;
}

/** Nights that are chosen anew to tell what the choosing itself would have brought. */
const walkedNights = 56;

/**
 * What comes next, told by what the rule itself would have brought night by night, which knew nothing of the days that
 * followed; and who would promise the budget where that does not.
 */
export function lookAhead(
  candidates: Rated,
  chosen: number,
  { days, rule, stepSeconds }: { readonly days: number; readonly rule: Rule; readonly stepSeconds: number },
): { readonly outlook: Outlook | null; readonly promised: Promised | null } {
  const { records, first } = candidates;
  const aim = { budgetPercent: rule.budgetPercent, stepSeconds };
  const inCharge = chooseNightly(records, days, first, rule, Math.max(0, days - walkedNights));
  const outlook = outlookAfter(daysInCharge(records, inCharge), days, aim);
  const isPromised = outlook === null || outlook.missChance <= mostMissChance;
  return { outlook, promised: isPromised ? null : promisedBy(candidates, chosen, days, aim) };
}

/** The cheapest of those that stand out whose own days promise the budget; null where nobody's do. */
export function promisedBy(
  { all, records, rated }: Omit<Rated, 'first'>,
  chosen: number,
  days: number,
  aim: Aim,
): Promised | null {
  for (const { candidate } of lowerHull(rated)) {
    const [one, record, beside] = [all[candidate], records[candidate], records[chosen]];
    const outlook = record === undefined ? null : outlookAfter(record, days, aim);
    if (!one || !record || !beside || outlook === null || outlook.missChance > mostMissChance) continue;
    const { family, knobs } = one;
    return { family, knobs, missChance: outlook.missChance, costOverChosen: billed(record) / billed(beside) };
  }
  return null;
}

function billed({ units }: DailyRecord): number {
  return units.reduce((total, value) => total + value, 0);
}
