import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { validMs } from '../../core/diagnosing/decide.ts';
import { diagnose as diagnoseReadings } from '../../core/diagnosing/diagnose.ts';
import { findingsOf } from '../../core/diagnosing/findings-of.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { seeded } from '../../core/model/seeded.ts';
import { tellFinding } from '../../core/tell-finding.ts';
import { CommandError } from '../command-error.ts';
import { type Where, withWhere } from '../connect.ts';
import { parseDuration } from '../duration.ts';
import { withExamples } from '../examples.ts';
import { hear, note, type Session, say, sayJson } from '../session.ts';
import { parseTimestamp } from '../times/parse-timestamp.ts';
import { visible } from '../visible.ts';
import { csvReadings } from './csv-readings.ts';
import type { DiagnoseOptions } from './diagnose-options.ts';
import { diagnosisPage } from './page/diagnosis-page.ts';
import { tellDiagnosis } from './tell-diagnosis.ts';
import { forecastOf } from './tell-forecast.ts';

interface Options extends Where {
  readonly csv?: string;
  readonly window?: string;
  readonly html?: string;
  readonly json?: true;
  readonly kind: readonly string[];
  readonly servers: readonly string[];
  readonly behind: readonly string[];
  readonly deploy: readonly string[];
}

const examples = [
  'headroom diagnose checkout --window 3h',
  'headroom diagnose checkout --csv readings.csv',
  'headroom diagnose checkout --csv readings.csv --behind web=db --kind db=database --servers web:cpu=4 --html checkout.html',
  'headroom diagnose checkout --csv readings.csv --window 3h --deploy 2026-11-28T10:20:00Z --json',
] as const;

const before = `Without --csv, a service that is watched is read from its own sources (headroom.watch, or "services" in the config file).

The file has a line a period and a column a metric. Columns are called
  time                          2026-11-28T10:00:00Z, or Unix time
  load, load:<class>            requests of the service that are completed, per second
  clients                       clients that each wait for their answer (batch workers, load generators); leave it out for a public service
  <tier>:<measure>              throughput, latencyMs or latencySeconds (means), concurrency, units, errors
  <tier>:<resource>:<measure>   utilisation (of 1) or utilisationPercent, queue
A resource is of the kind that its name begins with (cpu, memory, disk, network, connections, pool, threads, lock), or that --kind says.`;

/** `headroom diagnose`: which resource limits a service, at what load, and what would lift it. */
export function diagnose(session: Session): Command {
  const command = withExamples(new Command('diagnose'), examples, { before })
    .description('which resource limits a service, at what load, and what would lift the limit; changes nothing')
    .argument('[service]', 'what the service is called; without it, the only one that is watched')
    .option('--csv <file>', 'the readings, a line a period, in place of what the deployment reads')
    .option('--window <duration>', 'look at the newest part alone (3h, 1d); without it, at all that is in the file')
    .option('--html <file>', 'write a page with pictures')
    .option('--json', 'print one JSON object')
    .option('--kind <of=kind...>', 'what a tier of the file is (db=database) or a resource (web:slots=pool)', [])
    .option('--servers <resource=number...>', 'how many are served side by side in a unit (web:cpu=4), for a file', [])
    .option('--behind <tier=tiers...>', 'tiers of the file whose time is inside that of a tier (web=db,cache)', [])
    .option('--deploy <time...>', 'when something was deployed', []);
  return withWhere(command).action((service: string | undefined, options: Options) =>
    run(session, service ?? null, options),
  );
}

async function run(session: Session, service: string | null, options: Options): Promise<void> {
  const { readings, growth, recorded } = await read(session, readOptions(service, options), options.csv ?? null);
  await hear(session);
  const diagnosis = diagnoseReadings(readings, seeded());
  await hear(session);
  const forecast = forecastOf(diagnosis, growth);
  if (options.html !== undefined) {
    const file = path.resolve(session.cwd, options.html);
    await writeFile(file, diagnosisPage(diagnosis, forecast)).catch((error: Error) => {
      throw new CommandError(`cannot write ${options.html}: ${error.message}`);
    });
    note(session, `wrote ${file}`);
  }
  const findings = findingsOf(diagnosis, { sinceMs: diagnosis.toMs, untilMs: diagnosis.toMs + validMs }, forecast);
  if (options.json) return sayJson(session, { ...diagnosis, forecast, findings, recorded });
  for (const line of tellDiagnosis(diagnosis, forecast)) say(session, visible(line));
  if (recorded.length > 0) say(session, '\nwhat the deployment has found');
  for (const finding of recorded) say(session, `  ${visible(tellFinding(finding))}`);
}

async function read(session: Session, options: DiagnoseOptions, csv: string | null) {
  if (csv !== null) return { readings: await csvReadings(session, csv, options), growth: null, recorded: [] };
  const { kind, servers, behind } = options;
  const given = [kind, servers, behind].findIndex((one) => one.length > 0);
  if (given >= 0)
    throw new InvalidInput(
      ['--kind', '--servers', '--behind'][given] ?? '',
      'is for a file; give --csv, or say it in the config of the service',
    );
  // Only now: it loads what asks AWS.
  const { liveReadings } = await import('./live-readings.ts');
  return liveReadings(session, options);
}

function readOptions(
  service: string | null,
  { kind, servers, behind, deploy, window, ...where }: Options,
): DiagnoseOptions {
  return {
    ...{ service, kind, servers, behind, where },
    deploysMs: deploy.map(timeOf),
    windowMs: window === undefined ? null : parseDuration('--window', window),
  };
}

function timeOf(text: string): number {
  const atMs = parseTimestamp(text);
  if (atMs === null)
    throw new InvalidInput(
      '--deploy',
      `"${text.slice(0, 40)}" is not a time; write it as 2026-11-28T10:20:00Z, and the service in front of options`,
    );
  return atMs;
}
