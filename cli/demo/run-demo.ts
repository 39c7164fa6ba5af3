import { fileURLToPath } from 'node:url';
import { packageFolder } from '../package-folder.ts';
import { progress } from '../progress.ts';
import { departures } from '../scaling/traces/departures.ts';
import { readTraceFile } from '../scaling/traces/read-trace-file.ts';
import type { TraceHints } from '../scaling/traces/trace-hints.ts';
import { coloured, type Session, say, sayJson } from '../session.ts';
import { table } from '../table.ts';
import { type DemandDay, demandDay } from './demand-day.ts';
import type { DemoResult } from './demo-report.ts';
import { hourlyColumns, hourlyRows } from './hourly-rows.ts';
import { playDemo } from './play-demo.ts';

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
  return demandDay(trace === undefined ? await departures() : await readTraceFile(session.cwd, trace, options), day);
}

function summary({ day, figures, spike }: DemoResult, report: string): Record<string, unknown> {
  return {
    trace: day.name,
    points: figures.points,
    decisions: figures.decisions,
    changes: figures.changes,
    minCapacity: figures.minCapacity,
    maxCapacity: figures.maxCapacity,
    alarmToCapacityMs: spike.alarmToCapacityMs,
    underProvisionedPercent: figures.underProvisionedPercent,
    report,
  };
}

function tellResult(session: Session, result: DemoResult, report: string): void {
  const { day, played, figures, spike } = result;
  const [titles = '', ...rows] = table(hourlyColumns, hourlyRows(day, played));
  say(session, coloured(session.out, 'bold', `${day.name}, as requests a minute`));
  for (const line of day.notes) say(session, coloured(session.out, 'dim', line));
  say(session);
  say(session, coloured(session.out, 'bold', titles));
  for (const row of rows) say(session, row);
  say(session);
  say(
    session,
    `capacity followed: ${figures.decisions} looks, ${figures.changes} changes, ${figures.minCapacity} to ${figures.maxCapacity} instances`,
  );
  say(
    session,
    `under-provisioned: ${figures.underProvisionedPercent} % of demand was more than the running instances are meant to take`,
  );
  say(
    session,
    `live spike:        alarm, SNS, SQS, Lambda and ${spike.from} -> ${spike.to} instances took ${spike.alarmToCapacityMs} ms`,
  );
  say(session, `report:            ${coloured(session.out, 'underline', report)}`);
}
