import type { Outlook } from '../../../core/scaling/tuning.ts';
import { type Days, outlookAfter } from '../../../sim/scaling/portfolio/outlook.ts';

/** Days before the first month, and of a month. */
const [firstDay, monthDays] = [14, 28];

/** One month of a trace: what was foreseen the night before it, and what it brought. */
export interface Month extends Pick<Outlook, 'missChance' | 'meanUnits'> {
  readonly trace: string;
  readonly leadSeconds: number;
  readonly seed: number;
  readonly violationPercent: number;
  readonly units: number;
}

/** Whose days they are, and what they are held to. */
export interface Walked extends Pick<Month, 'trace' | 'leadSeconds' | 'seed'> {
  readonly days: Days;
  readonly budgetPercent: number;
  readonly stepSeconds: number;
}

/** The months that follow each other, beginning on the fifteenth day; those in which nothing could be judged are left out. */
export function monthsOf({ days, budgetPercent, stepSeconds, ...whose }: Walked): Month[] {
  const months: Month[] = [];
  for (let from = firstDay; from + monthDays <= days.requests.length; from += monthDays) {
    const outlook = outlookAfter(days, from, { budgetPercent, stepSeconds });
    const of = (sums: Float64Array): number =>
      sums.subarray(from, from + monthDays).reduce((total, sum) => total + sum, 0);
    if (outlook === null || of(days.requests) === 0) continue;
    months.push({
      ...whose,
      missChance: outlook.missChance,
      meanUnits: outlook.meanUnits,
      violationPercent: (100 * of(days.violating)) / of(days.requests),
      units: of(days.units) / (of(days.judged) * (86_400 / stepSeconds)),
    });
  }
  return months;
}

/** Chances as they are told apart: a promise, a doubt, and no hope. */
const groups = [
  { atMost: 0.05, name: 'promised' },
  { atMost: 0.9, name: 'doubtful' },
  { atMost: 1, name: 'hopeless' },
] as const;

/** How well months kept to what was foreseen of them. */
export function calibration(months: readonly Month[], budgetPercent: number) {
  const missed = months.map(({ violationPercent }) => (violationPercent > budgetPercent ? 1 : 0));
  const share = mean(missed);
  const grouped = groups.map(({ atMost, name }, index) => {
    const above = groups[index - 1]?.atMost ?? -1;
    const own = months.flatMap(({ missChance }, at) =>
      missChance > above && missChance <= atMost ? [{ missChance, missed: missed[at] ?? 0 }] : [],
    );
    const sum = (pick: (one: (typeof own)[number]) => number) => own.reduce((total, one) => total + pick(one), 0);
    return { name, months: own.length, expected: sum((one) => one.missChance), missed: sum((one) => one.missed) };
  });
  const held = months.map(({ units, meanUnits: { low, high } }) => (units >= low && units <= high ? 1 : 0));
  return {
    months: months.length,
    traces: new Set(months.map(({ trace }) => trace)).size,
    missedShare: share,
    /** Mean square of what the chance was off, beside that of always saying how many miss. */
    brier: mean(months.map(({ missChance }, at) => (missChance - (missed[at] ?? 0)) ** 2)),
    brierOfTheMean: share * (1 - share),
    groups: grouped,
    unitsHeldPercent: 100 * mean(held),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
