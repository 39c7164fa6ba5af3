import { counted } from '../../core/model/counted.ts';
import type { Tuned } from '../../core/scaling/tell-tuning.ts';
import type { Report, ReportChange } from '../../sim/scaling/report/report.ts';
import type { DemandDay } from './demand-day.ts';
import type { Figures } from './figures.ts';
import type { LiveSpike } from './live-spike.ts';
import type { PlayedDay } from './replay-day.ts';
import type { Score } from './score-day.ts';
import type { Sizing } from './sizing.ts';
import { why } from './why.ts';

const minuteMs = 60_000;

/** All that a demo has come to. */
export interface DemoResult {
  readonly day: DemandDay;
  readonly sizing: Sizing;
  readonly leadSeconds: number;
  /** What the night before chose; null where there was nothing to look back on. */
  readonly tuned: Tuned | null;
  readonly played: PlayedDay;
  readonly score: Score;
  readonly figures: Figures;
  readonly spike: LiveSpike;
}

/** The demo's day as a report. */
export function demoReport({ day, sizing, leadSeconds, tuned, played, score, figures, spike }: DemoResult): Report {
  const needed = day.perMinute.map((demand, minute) => (demand === null ? null : (score.needed[minute] ?? null)));
  return {
    title: `How capacity followed ${day.name}`,
    lead: [
      'One day of measured demand, replayed in virtual time against Headroom and an Auto Scaling group deployed by cdk into a local AWS. Whenever its tick or its alarm would have woken it, Headroom looked at the load balancer’s metrics, decided, and asked the group for instances; an instance serves ' +
        `${leadSeconds} s after it is asked for, and the bounds are ${sizing.minUnits} and ${sizing.maxUnits}. One instance serves ${perSecond(sizing.requestsPerUnit)} requests per second at most, which nobody told Headroom: it learned it from how busy the instances were.`,
      tuningSentence(tuned),
      ...(day.notes.length === 0 ? [] : [`About the data: ${day.notes.join('; ')}.`]),
    ],
    figures: [
      {
        label: 'Looks',
        value: String(figures.decisions),
        meaning: 'each five minutes, and each minute while something moves',
      },
      { label: 'Changes', value: String(figures.changes), meaning: 'the rest left well alone' },
      { label: 'Capacity', value: `${figures.minCapacity} to ${figures.maxCapacity}`, meaning: 'instances asked for' },
      {
        label: 'Budget used',
        value: `${score.violationPercent} %`,
        meaning: `of requests waited too long${daysBefore(tuned)}; the budget is ${score.sloBudgetPercent} %`,
      },
      { label: 'Cost', value: `${score.costRatio} ×`, meaning: 'what it would cost to know the day beforehand' },
      { label: 'That is', value: besideText(score), meaning: 'than the cheapest target tracking within the budget' },
      {
        label: 'Alarm to capacity',
        value: `${spike.alarmToCapacityMs} ms`,
        meaning: `a live spike, ${spike.from} → ${spike.to}: alarm, SNS, SQS, Lambda`,
      },
    ],
    timesMs: day.perMinute.map((_, minute) => day.startMs + minute * minuteMs),
    plots: [
      {
        title: 'Demand',
        unit: 'requests per second',
        lines: [{ label: 'demand', colour: 'blue', shape: 'line', values: day.perMinute.map(perSecond) }],
      },
      {
        title: 'Capacity',
        unit: 'instances',
        lines: [
          { label: 'needed', colour: 'grey', shape: 'area', values: needed },
          { label: 'running', colour: 'green', shape: 'steps', values: played.running },
          { label: 'asked', colour: 'orange', shape: 'steps', dashed: true, values: played.asked, marksChanges: true },
        ],
      },
    ],
    missing: missing(day),
    changes: changes(day, played),
  };
}

function tuningSentence(tuned: Tuned | null): string {
  if (tuned === null)
    return 'The trace has no day before this one, so the tuner had nothing to choose by, and the first policy was used.';
  return `The night before, the deployed tuner looked back on ${counted(tuned.tuning?.days ?? 0, 'day')}: ${tuned.because}.`;
}

/** How much dearer or cheaper than target tracking. */
export function besideText({ costOverTargetTracking: ratio }: Pick<Score, 'costOverTargetTracking'>): string {
  if (ratio === null) return 'none keeps it';
  const percent = Math.round(Math.abs(1 - ratio) * 100);
  return percent === 0 ? 'the same' : `${percent} % ${ratio < 1 ? 'less' : 'more'}`;
}

/** What the days before the played one used of the budget, which is meant over many days; empty where nothing is known. */
export function daysBefore(tuned: Tuned | null): string {
  const check = tuned?.tuning?.check ?? null;
  return check === null
    ? ''
    : ` (${check.recordedViolationPercent.toFixed(2)} % in the ${counted(check.days, 'day')} before)`;
}

/** The page speaks in the unit of the reasons on it. */
function perSecond(demand: number | null): number | null {
  return demand === null ? null : Math.round((demand / 60) * 100) / 100;
}

function changes(day: DemandDay, { looks }: PlayedDay): ReportChange[] {
  return looks
    .filter(({ askedBefore, askedAfter }) => askedBefore !== askedAfter)
    .map(({ minute, askedBefore, askedAfter, entry }) => ({
      atMs: day.startMs + minute * minuteMs,
      from: askedBefore,
      to: askedAfter,
      ...why(entry),
    }));
}

function missing({ perMinute, startMs }: DemandDay): Report['missing'] {
  const stretches: { fromMs: number; toMs: number }[] = [];
  for (const [minute, demand] of perMinute.entries()) {
    if (demand !== null) continue;
    const atMs = startMs + minute * minuteMs;
    const last = stretches[stretches.length - 1];
    if (last !== undefined && last.toMs === atMs) last.toMs += minuteMs;
    else stretches.push({ fromMs: atMs, toMs: atMs + minuteMs });
  }
  return stretches;
}
