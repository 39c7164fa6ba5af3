import type { Outlook } from '../../../core/scaling/tuning.ts';
import { random } from '../../workloads/random.ts';
import type { DailyRecord } from './daily-record.ts';

/** Days ahead that are spoken of, and draws of them. */
const aheadDays = 28;
const draws = 2000;
/** The days that are looked back on: before that a service was often another one. */
const backDays = 56;
/** With fewer days on record nothing is promised. */
const leastDays = 7;
/** How many times worse than the worst known day a new worst day is at most, and how its size falls off. */
const mostWorse = 10;
const tailIndex = 2;
/** Of a week's mean, as logarithm: what it is taken for while it is not known, and what it is at least. */
const unknownSpread = 0.15;
const leastSpread = 0.05;

/** What days are held to, and how long their steps are. */
export interface Aim {
  readonly budgetPercent: number;
  readonly stepSeconds: number;
}

/** Days as they went. */
export type Days = Pick<DailyRecord, 'violating' | 'requests' | 'units' | 'judged'>;

/**
 * The chance that the next 28 days miss the budget, and what they take. Null where less than a week is known. Deterministic.
 * How well months kept to it is in docs/decisions/0065-what-the-next-month-brings.md.
 */
export function outlookAfter(days: Days, beyond: number, { budgetPercent, stepSeconds }: Aim): Outlook | null {
  const known = knownDays(days, beyond, 86_400 / stepSeconds);
  if (known.length < leastDays) return null;
  return { days: known.length, missChance: missChance(known, budgetPercent / 100), meanUnits: unitsAhead(known) };
}

/**
 * Days are drawn anew from those that are known. One that is worse than all of them comes with probability 1 / (n + 1),
 * which is exact where days are exchangeable; how much worse follows a Pareto tail.
 */
function missChance(known: readonly Known[], budget: number): number {
  const { uniform } = random(known.length);
  const worst = Math.max(...known.map(({ share }) => share), budget / aheadDays);
  let missed = 0;
  for (let draw = 0; draw < draws; draw++) {
    const month = { violating: 0, requests: 0 };
    for (let day = 0; day < aheadDays; day++) {
      const { share, requests } = known[Math.floor(uniform() * known.length)] as Known;
      const isNew = uniform() * (known.length + 1) < 1;
      const worse = isNew ? Math.min(mostWorse, (1 - uniform()) ** (-1 / tailIndex)) : 0;
      month.violating += requests * (isNew ? Math.min(1, worst * worse) : share);
      month.requests += requests;
    }
    if (month.violating > budget * month.requests) missed++;
  }
  return missed / draws;
}

/** The mean of the last four weeks, and twice the spread of single weeks around it, each way. */
function unitsAhead(known: readonly Known[]): Outlook['meanUnits'] {
  const middle = mean(known.slice(-aheadDays));
  const spread = weeklySpread(known);
  const times = Math.exp(2 * Math.hypot(spread ?? unknownSpread, leastSpread));
  return { low: middle / times, middle, high: middle * times };
}

/** How far means of whole weeks are apart, as logarithm; null where there are fewer than three. */
function weeklySpread(known: readonly Known[]): number | null {
  const weeks = Array.from({ length: Math.floor(known.length / 7) }, (_, week) => {
    return Math.log(Math.max(mean(known.slice(known.length - 7 * (week + 1), known.length - 7 * week)), 1e-9));
  });
  if (weeks.length < 3) return null;
  const middle = weeks.reduce((sum, one) => sum + one, 0) / weeks.length;
  return Math.sqrt(weeks.reduce((sum, one) => sum + (one - middle) ** 2, 0) / (weeks.length - 1));
}

function mean(days: readonly Known[]): number {
  return days.reduce((sum, { units }) => sum + units, 0) / days.length;
}

interface Known {
  /** Of the day's requests, 0..1. */
  readonly share: number;
  readonly requests: number;
  /** Billed, on average over the day. */
  readonly units: number;
}

function knownDays({ violating, requests, units, judged }: Days, beyond: number, stepsADay: number): Known[] {
  const known: Known[] = [];
  for (let day = Math.max(0, beyond - backDays); day < beyond; day++) {
    const came = requests[day] ?? 0;
    const steps = (judged[day] ?? 0) * stepsADay;
    if (came > 0) known.push({ share: (violating[day] ?? 0) / came, requests: came, units: (units[day] ?? 0) / steps });
  }
  return known;
}
