import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ServiceReadings } from '../../core/diagnosing/service-readings.ts';
import { InvalidInput } from '../../core/model/errors.ts';
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
  const text = await readFile(path.resolve(session.cwd, file), 'utf8').catch((error: Error) => {
    throw new CommandError(`cannot read ${file}: ${error.message}; name the file of readings with --csv`);
  });
  const hints = { service: service ?? 'service', deploysMs, windowMs, ...hintsOf(said) };
  const { readings, notes } = readReadingsCsv(path.basename(file), text, hints);
  for (const line of notes) note(session, line);
  return readings;
}

function hintsOf({ kind, servers, behind }: Pick<DiagnoseOptions, 'kind' | 'servers' | 'behind'>) {
  const counts = servers.map((one) => {
    const [of, count] = pair('--servers', one);
    if (!/^[1-9]\d{0,4}$/.test(count))
      throw new InvalidInput('--servers', `"${count}" is not a number of servers; ${of}=4 is one`);
    return [of, Number(count)] as const;
  });
  const inside = behind.map((one) => {
    const [of, tiers] = pair('--behind', one);
    return [of, tiers.split(',').map((tier) => tier.trim())] as const;
  });
  const kinds = new Map(kind.map((one) => pair('--kind', one)));
  return { kinds, servers: new Map(counts), behind: new Map(inside) };
}

function pair(option: string, text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1)
    throw new InvalidInput(option, `"${text.slice(0, 60)}" has no "="; write what=value`);
  return [text.slice(0, at), text.slice(at + 1)];
}
