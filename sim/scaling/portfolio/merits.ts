import { type DailyRecord, someDays } from './daily-record.ts';
import type { Rule } from './rule.ts';

/** A candidate as the rule sees it: violation percent with the worst day counted again, and cost over need with its churn. */
export interface Merit {
  readonly candidate: number;
  readonly violationPercent: number;
  readonly costRatio: number;
  /** Share of the days whose own violation was above the budget; 0 where it was only one, which is an incident. */
  readonly daysOverShare: number;
  /** Whether demand has been calm; the same for every candidate. */
  readonly calm: boolean;
}

/** How candidates stand after the days [first, beyond). Those without a judged request stand at 0 and 0. */
export function merits(records: readonly DailyRecord[], first: number, beyond: number, rule: Rule): Merit[] {
  const from = Math.max(0, first);
  const known = records.map((record) => someDays(record, from, beyond));
  const calm = isCalm(known[0], rule.calmSwing);
  return known.map((record, candidate) => {
    const [units, needed] = [sum(record.units), sum(record.needed)];
    return {
      candidate,
      violationPercent: violationPercent(record, rule.worstDayAgain),
      daysOverShare: daysOverShare(record, rule.budgetPercent),
      calm,
      costRatio: needed > 0 ? (units / needed) * (1 + churn(record, calm, rule)) : 0,
    };
  });
}

function violationPercent({ violating, requests }: DailyRecord, worstDayAgain: number): number {
  let worst = 0;
  violating.forEach((one, day) => {
    if (one > (violating[worst] ?? 0)) worst = day;
  });
  const all = sum(requests) + worstDayAgain * (requests[worst] ?? 0);
  return all > 0 ? (100 * (sum(violating) + worstDayAgain * (violating[worst] ?? 0))) / all : 0;
}

function daysOverShare({ violating, requests }: DailyRecord, budgetPercent: number): number {
  const over = violating.filter((one, day) => 100 * one > budgetPercent * (requests[day] ?? 0)).length;
  return over > 1 ? over / violating.length : 0;
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
