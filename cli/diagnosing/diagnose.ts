import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { diagnose as diagnoseReadings } from '../../core/diagnosing/diagnose.ts';
import { findingsOf } from '../../core/diagnosing/findings-of.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { random } from '../../sim/workloads/random.ts';
import { CommandError } from '../command-error.ts';
import { parseDuration } from '../duration.ts';
import { parseTimestamp } from '../scaling/traces/parse-timestamp.ts';
import { note, type Session, say, sayJson } from '../session.ts';
import { visible } from '../visible.ts';
import { diagnosisPage } from './page/diagnosis-page.ts';
import { readReadingsCsv } from './read-readings-csv.ts';
import { tellDiagnosis } from './tell-diagnosis.ts';

interface Options {
  readonly csv: string;
  readonly window?: string;
  readonly html?: string;
  readonly json?: true;
  readonly kind: readonly string[];
  readonly servers: readonly string[];
  readonly behind: readonly string[];
  readonly deploy: readonly string[];
}

/** Draws are the same for the same readings: a diagnosis that is made again is the same. */
const seed = 1;
/** How long findings are held to be true. */
const validMs = 3_600_000;

const examples = `
The file has a line a period and a column a metric. Columns are called
  time                          2026-11-28T10:00:00Z, or Unix time
  load, load:<class>            requests of the service that are completed, per second
  clients                       clients that each wait for their answer (batch workers, load generators); leave it out for a public service
  <tier>:<measure>              throughput, latencyMs or latencySeconds (means), concurrency, units, errors
  <tier>:<resource>:<measure>   utilisation (of 1) or utilisationPercent, queue
A resource is of the kind that its name begins with (cpu, memory, disk, network, connections, pool, threads, lock), or that --kind says.

Examples:
  headroom diagnose checkout --csv readings.csv
  headroom diagnose checkout --csv readings.csv --behind web=db --kind db=database --servers web:cpu=4 --html checkout.html
  headroom diagnose checkout --csv readings.csv --window 3h --deploy 2026-11-28T10:20:00Z --json`;

/** `headroom diagnose`: which resource limits a service, at what load, and what would lift it. */
export function diagnose(session: Session): Command {
  return new Command('diagnose')
    .description('which resource limits a service, at what load it gives out, and what would lift it; changes nothing')
    .argument('[service]', 'what the service is called', 'service')
    .requiredOption('--csv <file>', 'the readings, a line a period')
    .option('--window <duration>', 'look at the newest part alone (3h, 1d); without it, at all that is in the file')
    .option('--html <file>', 'write a page with pictures')
    .option('--json', 'print one JSON object')
    .option('--kind <of=kind...>', 'what a tier is (db=database) or a resource (web:slots=pool)', [])
    .option('--servers <resource=number...>', 'how many are served side by side in a unit (web:cpu=4)', [])
    .option('--behind <tier=tiers...>', 'tiers whose time is inside that of a tier (web=db,cache)', [])
    .option('--deploy <time...>', 'when something was deployed', [])
    .addHelpText('after', examples)
    .action((service: string, options: Options) => run(session, service, options));
}

async function run(session: Session, service: string, options: Options): Promise<void> {
  const text = await readFile(path.resolve(session.cwd, options.csv), 'utf8').catch((error: Error) => {
    throw new CommandError(`cannot read ${options.csv}: ${error.message}; name the file of readings with --csv`);
  });
  const { readings, notes } = readReadingsCsv(path.basename(options.csv), text, hintsOf(service, options));
  for (const line of notes) note(session, line);
  const diagnosis = diagnoseReadings(readings, random(seed).uniform);
  if (options.html !== undefined) {
    const file = path.resolve(session.cwd, options.html);
    await writeFile(file, diagnosisPage(diagnosis)).catch((error: Error) => {
      throw new CommandError(`cannot write ${options.html}: ${error.message}`);
    });
    note(session, `wrote ${file}`);
  }
  if (options.json) sayJson(session, { ...diagnosis, findings: findingsOf(diagnosis, validMs) });
  else for (const line of tellDiagnosis(diagnosis)) say(session, visible(line));
}

function hintsOf(service: string, { window, kind, servers, behind, deploy }: Options) {
  const kinds = new Map(kind.map((one) => pair('--kind', one)));
  const counts = servers.map((one) => {
    const [of, count] = pair('--servers', one);
    if (!/^[1-9]\d{0,4}$/.test(count))
      throw new InvalidInput('--servers', `"${count}" is no number of servers; ${of}=4 is one`);
    return [of, Number(count)] as const;
  });
  const inside = behind.map((one) => {
    const [of, tiers] = pair('--behind', one);
    return [of, tiers.split(',').map((tier) => tier.trim())] as const;
  });
  return {
    service,
    kinds,
    servers: new Map(counts),
    behind: new Map(inside),
    deploysMs: deploy.map(timeOf),
    windowMs: window === undefined ? null : parseDuration('--window', window),
  };
}

function pair(option: string, text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1)
    throw new InvalidInput(option, `"${text.slice(0, 60)}" has no "="; write what=value`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function timeOf(text: string): number {
  const atMs = parseTimestamp(text);
  if (atMs === null)
    throw new InvalidInput('--deploy', `"${text.slice(0, 40)}" is no time; write it as 2026-11-28T10:20:00Z`);
  return atMs;
}
