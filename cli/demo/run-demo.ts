import { fileURLToPath } from 'node:url';
import { counted } from '../../core/model/counted.ts';
import type { Tuned } from '../../core/scaling/tell-tuning.ts';
import { packageFolder } from '../package-folder.ts';
import { progress } from '../progress.ts';
import { departures } from '../scaling/traces/departures.ts';
import { readTraceFile } from '../scaling/traces/read-trace-file.ts';
import type { TraceHints } from '../scaling/traces/trace-hints.ts';
import { coloured, type Session, say, sayJson } from '../session.ts';
import { table } from '../table.ts';
import { type DemandDay, demandDay } from './demand-day.ts';
import { besideText, type DemoResult, daysBefore } from './demo-report.ts';
import { hourlyColumns, hourlyRows } from './hourly-rows.ts';
import { playDemo } from './play-demo.ts';
import type { Score } from './score-day.ts';

/** Two weeks of departures to look back on, and the Monday after them. */
const playedDays = 15;
const playedDayName = '2001-01-22';

/** What a person does after the demo, with their own traffic and account. */
const nextSteps = [
  ['headroom backtest traffic.csv --html report.html', 'the same with traffic of your own'],
  ['headroom advise --region eu-central-1', 'what it would do for an account; it changes nothing'],
  ['headroom init', 'write a config for what runs there; docs/start/first-deployment.md goes on'],
] as const;
const widestStep = Math.max(...nextSteps.map(([command]) => command.length));

/** What a person may say of the demo. */
export interface DemoOptions extends TraceHints {
  /** A CSV of times and values. */
  readonly trace?: string;
  /** `YYYY-MM-DD` */
  readonly day?: string;
  readonly json?: true;
}

/** Plays the demo and tells what came of it. */
export async function runDemo(session: Session, options: DemoOptions): Promise<void> {
  const day = await readDay(session, options);
  const shown = progress(session);
  try {
    const { result, report } = await playDemo({ session, day, root: fileURLToPath(packageFolder()), progress: shown });
    shown.end();
    if (options.json) sayJson(session, summary(result, report));
    else tellResult(session, result, report);
  } finally {
    shown.end();
  }
}

async function readDay(session: Session, options: DemoOptions): Promise<DemandDay> {
  const { trace, day = null } = options;
  if (trace !== undefined) return demandDay(await readTraceFile(session.cwd, trace, options), day);
  const played = day ?? playedDayName;
  return demandDay({ ...(await departures(playedDays)), name: `US airline departures on ${played}` }, played);
}

/** What the day cost, and what it and the days before it used of the budget, which is meant over many days. */
function headline(
  { sloBudgetPercent, violationPercent, costRatio, costOverTargetTracking }: Score,
  tuned: Tuned | null,
): string {
  const used = `budget ${sloBudgetPercent} %, used ${violationPercent} %${daysBefore(tuned)}, cost ${costRatio} times the clairvoyant`;
  if (costOverTargetTracking === null) return `${used}; no target tracking keeps the budget on this day`;
  return `${used}, ${besideText({ costOverTargetTracking })} than target tracking at the same budget`;
}

function summary({ day, figures, score, spike }: DemoResult, report: string): Record<string, unknown> {
  return {
    trace: day.name,
    points: figures.points,
    decisions: figures.decisions,
    changes: figures.changes,
    minCapacity: figures.minCapacity,
    maxCapacity: figures.maxCapacity,
    alarmToCapacityMs: spike.alarmToCapacityMs,
    underProvisionedPercent: figures.underProvisionedPercent,
    sloBudgetPercent: score.sloBudgetPercent,
    violationPercent: score.violationPercent,
    costRatio: score.costRatio,
    costOverTargetTracking: score.costOverTargetTracking,
    report,
  };
}

function tellResult(session: Session, result: DemoResult, report: string): void {
  const { day, tuned, played, figures, score, spike } = result;
  const [titles = '', ...rows] = table(hourlyColumns, hourlyRows(day, played));
  say(session, coloured(session.out, 'bold', `${day.name}, as requests per second`));
  for (const line of day.notes) say(session, coloured(session.out, 'dim', line));
  say(session);
  say(session, coloured(session.out, 'bold', titles));
  for (const row of rows) say(session, row);
  say(session);
  say(
    session,
    `capacity followed: ${counted(figures.decisions, 'look')}, ${counted(figures.changes, 'change')}, ${figures.minCapacity} to ${counted(figures.maxCapacity, 'instance')}`,
  );
  if (tuned !== null) say(session, `the night before:  ${tuned.because}`);
  say(
    session,
    `live spike:        alarm, SNS, SQS, Lambda and ${spike.from} -> ${counted(spike.to, 'instance')} took ${spike.alarmToCapacityMs} ms`,
  );
  say(session, coloured(session.out, 'bold', `in one line:       ${headline(score, tuned)}`));
  say(session, `report:            ${coloured(session.out, 'underline', report)}`);
  for (const [index, [command, says]] of nextSteps.entries())
    say(session, `${index === 0 ? 'next:' : ''.padEnd(5)}              ${command.padEnd(widestStep)}  # ${says}`);
}
