import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { CommandError } from './command-error.ts';
import { type DemandDay, demandDay } from './demo/demand-day.ts';
import { departures } from './demo/departures.ts';
import type { DemoResult } from './demo/demo-report.ts';
import { hourlyColumns, hourlyRows } from './demo/hourly-rows.ts';
import { playDemo } from './demo/play-demo.ts';
import { progress } from './demo/progress.ts';
import { readTraceCsv } from './demo/read-trace-csv.ts';
import { packageFolder } from './package-folder.ts';
import { coloured, type Session, say, sayJson } from './session.ts';
import { table } from './table.ts';

interface Options {
  readonly trace?: string;
  readonly day?: string;
  readonly json?: true;
}

/** `headroom demo`: deploys the example into a local AWS and replays a day of real demand against it. */
export function demo(session: Session): Command {
  return new Command('demo')
    .description('see it work: a day of real demand against a real deployment in a local AWS')
    .option('--trace <file>', 'a CSV of timestamp,value instead of the built-in day of airline departures')
    .option('--day <date>', 'the day of the trace to replay, e.g. 1998-06-30 (default: its busiest complete one)')
    .option('--json', 'print one JSON object')
    .action((options: Options) => run(session, options));
}

async function run(session: Session, options: Options): Promise<void> {
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

async function readDay(session: Session, { trace, day }: Options): Promise<DemandDay> {
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
  say(session, coloured(session.out, 'bold', `${day.name} (${day.unit})`));
  for (const line of day.notes) say(session, coloured(session.out, 'dim', line));
  say(session);
  say(session, coloured(session.out, 'bold', titles));
  for (const row of rows) say(session, row);
  say(session);
  say(session, `capacity followed: ${figures.decisions} looks, ${figures.changes} changes, ${figures.minCapacity} to ${figures.maxCapacity} instances`);
  say(session, `under-provisioned: ${figures.underProvisionedPercent} % of demand was more than the running instances are meant to take`);
  say(session, `live spike:        alarm, SNS, SQS, Lambda and ${spike.from} -> ${spike.to} instances took ${spike.alarmToCapacityMs} ms`);
  say(session, `report:            ${coloured(session.out, 'underline', report)}`);
}
