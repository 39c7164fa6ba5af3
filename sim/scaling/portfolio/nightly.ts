import { choose } from './choose.ts';
import { chooseSeveral } from './choose-several.ts';
import type { DailyRecord } from './daily-record.ts';
import { alone, type InCharge } from './in-charge.ts';
import { type Merit, merits } from './merits.ts';
import type { Rule } from './rule.ts';

/**
 * Who is in charge on each day, chosen the night before from the days that were over then; `first` is in charge of day 0.
 * Only whole days before a night are looked at, so nothing of the future is in a choice.
 */
export function chooseNightly(records: readonly DailyRecord[], days: number, first: number, rule: Rule): number[] {
  return eachNight(records, days, first, rule, (rated, before) => choose(rated, before, rule));
}

/** What candidates did, and the kind of each. */
export interface Field {
  readonly records: readonly DailyRecord[];
  readonly kinds: readonly string[];
}

/** The same where several are in charge together. */
export function chooseSeveralNightly({ records, kinds }: Field, days: number, first: number, rule: Rule): InCharge[] {
  return eachNight(records, days, alone(first), rule, (rated) => chooseSeveral(rated, kinds, rule));
}

/** The same by any way to choose. */
export function eachNight<Chosen>(
  records: readonly DailyRecord[],
  days: number,
  first: Chosen,
  rule: Rule,
  choosing: (rated: readonly Merit[], before: Chosen) => Chosen,
): Chosen[] {
  let chosen = first;
  const inCharge: Chosen[] = [];
  for (let day = 0; day < days; day++) {
    if (hasHistory(records, day)) {
      chosen = choosing(merits(records, day - rule.days, day, rule), chosen);
    }
    inCharge.push(chosen);
  }
  return inCharge;
}

/** Whether anything came before a day, by which candidates may be told apart. */
export function hasHistory(records: readonly DailyRecord[], beyond: number): boolean {
  const [record] = records;
  return record?.requests.subarray(0, beyond).some((requests) => requests > 0) ?? false;
}
