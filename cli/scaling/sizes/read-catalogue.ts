import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InvalidInput } from '../../../core/model/errors.ts';
import type { DataCatalogue } from '../../../core/prices/data-catalogue.ts';
import type { SizeCatalogue } from '../../../core/prices/size-catalogue.ts';
import { parseCatalogue } from '../../../core/scaling/config/size-catalogue.ts';
import { CommandError } from '../../command-error.ts';
import { note, type Session } from '../../session.ts';

const yearMs = 365 * 86_400_000;

/**
 * Reads prices that `headroom sizes refresh` has written, and tells of prices that are older than a year. Throws `InvalidInput`
 * and `CommandError` where they are none.
 */
export async function readCatalogue(session: Session, file: string): Promise<SizeCatalogue> {
  const text = await readFile(resolve(session.cwd, file), 'utf8').catch((error: Error) => {
    throw new CommandError(`${file} cannot be read: ${error.message}`);
  });
  const catalogue = parsed(file, text);
  const ageMs = session.nowMs() - Date.parse(catalogue.readOn);
  if (ageMs < -86_400_000)
    throw new InvalidInput(
      '--sizes',
      `${file}: readOn: ${catalogue.readOn} is yet to come; write the day of its prices`,
    );
  if (ageMs > yearMs)
    note(session, `${file} has prices of ${catalogue.readOn}; those of today are had by "headroom sizes refresh"`);
  return catalogue;
}

function parsed(file: string, text: string): SizeCatalogue {
  try {
    // Some editors begin a file with a mark of its encoding.
    return parseCatalogue(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new InvalidInput('--sizes', `${file} is not JSON; write it by "headroom sizes refresh --write"`);
    throw error instanceof InvalidInput ? new InvalidInput('--sizes', `${file}: ${error.message}`) : error;
  }
}

/** Its prices of databases and caches. Throws `CommandError` where it is older than those are. */
export function dataOf({ readOn, region, data: prices }: SizeCatalogue, file: string): DataCatalogue {
  if (prices !== undefined) return { readOn, region, prices };
  throw new CommandError(`${file} has no prices of databases; write it anew by "headroom sizes refresh"`);
}
