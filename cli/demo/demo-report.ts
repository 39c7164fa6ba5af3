import type { Report, ReportChange } from '../../sim/scaling/report/report.ts';
import type { DemandDay } from './demand-day.ts';
import type { Figures } from './figures.ts';
import type { LiveSpike } from './live-spike.ts';
import type { PlayedDay } from './replay-day.ts';
import { neededUnits, type Sizing } from './sizing.ts';
import { why } from './why.ts';

const minuteMs = 60_000;

/** All that a demo has come to. */
export interface DemoResult {
  readonly day: DemandDay;
  readonly sizing: Sizing;
  readonly leadSeconds: number;
  readonly played: PlayedDay;
  readonly figures: Figures;
  readonly spike: LiveSpike;
}

/** The demo's day as a report. */
export function demoReport({ day, sizing, leadSeconds, played, figures, spike }: DemoResult): Report {
  const needed = day.perMinute.map((demand) => (demand === null ? null : neededUnits(demand, sizing)));
  return {
    title: `How capacity followed ${day.name}`,
    lead: [
      'One day of measured demand, replayed in virtual time against Headroom and an Auto Scaling group deployed by cdk into a local AWS. Every five minutes Headroom looked at the load balancer’s metrics, decided, and asked the group for instances; an instance serves ' +
        `${leadSeconds} s after it is asked for. One instance is meant to take ${Math.round((sizing.requestsPerUnit / 60) * 100) / 100} requests per second; the bounds are ${sizing.minUnits} and ${sizing.maxUnits}.`,
      ...(day.notes.length === 0 ? [] : [`About the data: ${day.notes.join('; ')}.`]),
    ],
    figures: [
      { label: 'Looks', value: String(figures.decisions), meaning: 'one each five minutes' },
      { label: 'Changes', value: String(figures.changes), meaning: 'the rest left well alone' },
      { label: 'Capacity', value: `${figures.minCapacity} to ${figures.maxCapacity}`, meaning: 'instances asked for' },
      {
        label: 'Under-provisioned',
        value: `${figures.underProvisionedPercent} %`,
        meaning: 'of demand, beyond what the running instances should take',
      },
      { label: 'Spare', value: `${figures.overProvisionedPercent} %`, meaning: 'room beyond the demand' },
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
