import { type DailyRecord, someDays } from './daily-record.ts';
import { monthOver, type Spread } from './month-over.ts';
import type { Rule } from './rule.ts';

/** A candidate as the rule sees it: violation percent with the worst day counted again, and cost over need with its churn. */
export interface Merit {
  readonly candidate: number;
  readonly violationPercent: number;
  readonly costRatio: number;
  /** What its violations are expected to be worth over a month, in clairvoyant units. */
  readonly worth: number;
}

/** How candidates stand after the days [first, beyond). Those without a judged request stand at 0 and 0. */
export function merits(records: readonly DailyRecord[], first: number, beyond: number, rule: Rule): Merit[] {
  const from = Math.max(0, first);
  const known = records.map((record) => someDays(record, from, beyond));
  const calm = isCalm(known[0], rule.calmSwing);
  return known.map((record, candidate) => {
    const [units, needed] = [sum(record.units), sum(record.needed)];
    const days = violationsOf(record);
    return {
      candidate,
      violationPercent: spreadOf(days, rule.worstDayAgain).mean,
      worth: worthOf(days, calm, rule),
      costRatio: needed > 0 ? (units / needed) * (1 + churn(record, calm, rule)) : 0,
    };
  });
}

/** What a month is expected to violate above the aim is priced, and far higher what is above it without the worst days, by habit. */
function worthOf(days: Float64Array, calm: boolean, rule: Rule): number {
  const { budgetPercent, aimShare, aimShareLively, insidePriceLively, price, habitAim, habitPrice } = rule;
  const aimPercent = budgetPercent * (calm ? aimShare : aimShareLively);
  const all = spreadOf(days, rule.worstDayAgain);
  const habit = spreadOf(days.subarray(0, Math.max(0, days.length - incidentsOf(days.length, rule))), 0);
  return (
    (calm ? 0 : insidePriceLively * all.mean) +
    price * monthOver(all, aimPercent) +
    habitPrice * monthOver(habit, habitAim * aimPercent)
  );
}

/** How many of the worst days count as incidents. */
function incidentsOf(days: number, { incidentShare, leastIncidents }: Rule): number {
  return Math.max(leastIncidents, Math.floor(incidentShare * days));
}

/** What each day violated, as percent of a mean day's requests, the worst last. */
function violationsOf({ violating, requests }: DailyRecord): Float64Array {
  const known = violating.filter((_, day) => (requests[day] ?? 0) > 0);
  const aDay = sum(requests) / known.length;
  return known.map((one) => (100 * one) / aDay).sort();
}

/** How days are spread where the last of them counts so many times more. */
function spreadOf(days: Float64Array, lastAgain: number): Spread {
  const count = days.length + lastAgain;
  const last = days[days.length - 1];
  if (last === undefined) return { mean: 0, variance: 0 };
  const mean = (sum(days) + lastAgain * last) / count;
  const square = (days.reduce((total, one) => total + one * one, 0) + lastAgain * last * last) / count;
  return { mean, variance: Math.max(0, square - mean * mean) };
}

/** What a day's changes cost, as a share of the cost. */
function churn({ actions, flips, judged }: DailyRecord, calm: boolean, rule: Rule): number {
  const count = Math.max(sum(judged), 1e-9);
  const [actionsPerDay, flipsPerDay] = [sum(actions) / count, sum(flips) / count];
  if (!calm) return rule.flipShareLively * flipsPerDay;
  const { actionShare, busyShare, mostCalmActions, flipShare } = rule;
  return (
    actionShare * actionsPerDay + busyShare * Math.max(0, actionsPerDay - mostCalmActions) + flipShare * flipsPerDay
  );
}

/** Demand is calm that was lively on at most this share of the days. */
const livelyShare = 0.1;

/** Whether demand was calm on nine of ten of the days that tell it; a single lively one is an incident. */
function isCalm(record: DailyRecord | undefined, calmSwing: number): boolean {
  const known = (record?.swing ?? new Float64Array(0)).filter((swing) => !Number.isNaN(swing));
  const lively = known.filter((swing) => swing >= calmSwing).length;
  const incident = known.length > 2 ? 1 : 0;
  return known.length > 0 && lively <= Math.max(incident, livelyShare * known.length);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
