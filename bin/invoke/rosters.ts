import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Shape } from '../../adapters/signals/shape.ts';
import { functionNames, root } from './functions.ts';

/** What a function hears; one of each keyspace hears of its own alone. */
type Hears = readonly Shape<unknown>[] | ((keyspace: string) => readonly Shape<unknown>[]);

const rosterOf = (name: string) => join(root, 'functions', name, 'roster.ts');

/** The functions that are woken or asked with messages. */
export function functionsWithRoster(): readonly string[] {
  return functionNames().filter((name) => existsSync(rosterOf(name)));
}

/** What the function of this name hears, as its `roster.ts` says. */
export async function heardBy(name: string, keyspace: string): Promise<readonly Shape<unknown>[]> {
  const { hears } = (await import(pathToFileURL(rosterOf(name)).href)) as { readonly hears: Hears };
  return typeof hears === 'function' ? hears(keyspace) : hears;
}
