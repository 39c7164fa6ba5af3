import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InvalidInput } from '../../../core/model/errors.ts';
import type { DataCatalogue } from '../../../core/prices/data-catalogue.ts';
import type { SizeCatalogue } from '../../../core/prices/size-catalogue.ts';
import { parseCatalogue } from '../../../core/scaling/config/size-catalogue.ts';
import { CommandError } from '../../command-error.ts';
import type { Session } from '../../session.ts';

/** Reads prices that `headroom sizes refresh` has written. Throws `InvalidInput` and `CommandError` where they are none. */
export async function readCatalogue({ cwd }: Session, file: string): Promise<SizeCatalogue> {
  const text = await readFile(resolve(cwd, file), 'utf8').catch((error: Error) => {
    throw new CommandError(`${file} cannot be read: ${error.message}`);
  });
  try {
    return parseCatalogue(JSON.parse(text));
  } catch (error) {
    throw error instanceof SyntaxError
      ? new InvalidInput('--sizes', `${file} is not JSON; write it by "headroom sizes refresh --write"`)
      : error;
  }
}

/** Its prices of databases and caches. Throws `CommandError` where it is older than those are. */
export function dataOf({ readOn, region, data: prices }: SizeCatalogue, file: string): DataCatalogue {
  if (prices !== undefined) return { readOn, region, prices };
  throw new CommandError(`${file} has no prices of databases; write it anew by "headroom sizes refresh"`);
}
