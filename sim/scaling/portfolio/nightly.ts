import { choose } from './choose.ts';
import type { DailyRecord } from './daily-record.ts';
import { merits } from './merits.ts';
import type { Rule } from './rule.ts';

/**
 * Who is in charge on each day, chosen the night before from the days that were over then; `first` is in charge of day 0.
 * Before `fromDay` nothing is chosen. Only whole days before a night are looked at, so nothing of the future is in a choice.
 */
export function chooseNightly(
  records: readonly DailyRecord[],
  days: number,
  first: number,
  rule: Rule,
  fromDay = 0,
): number[] {
  let chosen = first;
  const inCharge: number[] = [];
  for (let day = 0; day < days; day++) {
    if (day > 0 && day >= fromDay && hasHistory(records, day)) {
      chosen = choose(merits(records, day - rule.days, day, rule), chosen, rule);
    }
    inCharge.push(chosen);
  }
  return inCharge;
}

function hasHistory(records: readonly DailyRecord[], beyond: number): boolean {
  const [record] = records;
  return record?.requests.subarray(0, beyond).some((requests) => requests > 0) ?? false;
}
