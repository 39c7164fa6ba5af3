import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ServiceReadings } from '../../core/diagnosing/service-readings.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { isSubjectName } from '../../core/model/subject-name.ts';
import { readAll } from '../../core/schema/all-faults.ts';
import { CommandError } from '../command-error.ts';
import { note, type Session } from '../session.ts';
import type { DiagnoseOptions } from './diagnose-options.ts';
import { readReadingsCsv } from './read-readings-csv.ts';

/** The readings of a file. */
export async function csvReadings(
  session: Session,
  file: string,
  { service, deploysMs, windowMs, ...said }: DiagnoseOptions,
): Promise<ServiceReadings> {
  if (service !== null && (!isSubjectName(service) || service.includes('/')))
    throw new InvalidInput(
      'service',
      `"${service.slice(0, 60)}" is not a name for a service; use letters, digits, "._-"`,
    );
  const bytes = await readFile(path.resolve(session.cwd, file)).catch((error: Error) => {
    throw new CommandError(`cannot read ${file}: ${error.message}; name the file of readings with --csv`);
  });
  const hints = { service: service ?? 'service', deploysMs, windowMs, ...hintsOf(said) };
  const { readings, notes } = readReadingsCsv(path.basename(file), bytes, hints);
  for (const line of notes) note(session, line);
  return readings;
}

function hintsOf({ kind, servers, behind }: Pick<DiagnoseOptions, 'kind' | 'servers' | 'behind'>) {
  const count = (text: string, of: string) => {
    if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
    throw new InvalidInput('--servers', `"${text}" is not a number of servers; ${of}=4 is one`);
  };
  return {
    kinds: pairs('--kind', kind, (text) => text),
    servers: pairs('--servers', servers, count),
    behind: pairs('--behind', behind, (text) => text.split(',').map((tier) => tier.trim())),
  };
}

/** What is said of each name, as `name=value`. */
function pairs<Value>(
  option: string,
  texts: readonly string[],
  read: (text: string, name: string) => Value,
): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  readAll(texts, (text) => {
    const at = text.indexOf('=');
    if (at < 1 || at === text.length - 1)
      throw new InvalidInput(option, `"${text.slice(0, 60)}" has no "="; write what=value`);
    const name = text.slice(0, at);
    if (found.has(name)) throw new InvalidInput(option, `says of "${name}" twice; say it once`);
    found.set(name, read(text.slice(at + 1), name));
  });
  return found;
}
