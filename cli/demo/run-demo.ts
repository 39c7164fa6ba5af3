import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandError } from '../command-error.ts';
import { packageFolder } from '../package-folder.ts';
import { progress } from '../progress.ts';
import { departures } from '../scaling/traces/departures.ts';
import { readTraceCsv } from '../scaling/traces/read-trace-csv.ts';
import { coloured, type Session, say, sayJson } from '../session.ts';
import { table } from '../table.ts';
import { type DemandDay, demandDay } from './demand-day.ts';
import type { DemoResult } from './demo-report.ts';
import { hourlyColumns, hourlyRows } from './hourly-rows.ts';
import { playDemo } from './play-demo.ts';

/** What a person may say of the demo. */
export interface DemoOptions {
  /** A CSV of `timestamp,value`. */
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

async function readDay(session: Session, { trace, day }: DemoOptions): Promise<DemandDay> {
  if (trace === undefined) return demandDay(await departures(), day ?? null);
  return demandDay(readTraceCsv(basename(trace), await readTrace(resolve(session.cwd, trace))), day ?? null);
}

async function readTrace(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new CommandError(`the trace ${path} cannot be read; give a CSV file of timestamp,value`, { cause: error });
  }
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
  say(session, coloured(session.out, 'bold', `${day.name}, as requests per second`));
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
