import type { Heard } from '../looking/deliver.ts';
import { errorOf } from '../looking/settle.ts';
import type { CacheCall } from '../model/cache-call.ts';
import { InvalidInput } from '../model/errors.ts';
import type { KeyPattern } from './config/key-pattern.ts';
import { keysOfRow } from './keys-of-row.ts';

/** The keys of rows of each table, by its name. */
export type PatternsOf = Readonly<Record<string, readonly KeyPattern[]>>;

/** What is to be taken away for messages, each key once however many ask for it. */
export interface PlannedKeys {
  readonly keysOf: ReadonlyMap<Heard<CacheCall>, readonly string[]>;
  /** Why keys of some cannot be told, now or later. */
  readonly refused: ReadonlyMap<Heard<CacheCall>, Error>;
}

/** The keys that messages ask to be taken away. */
export function plannedKeys(heard: readonly Heard<CacheCall>[], patternsOf: PatternsOf): PlannedKeys {
  const keysOf = new Map<Heard<CacheCall>, readonly string[]>();
  const refused = new Map<Heard<CacheCall>, Error>();
  for (const one of heard) {
    try {
      keysOf.set(one, keysToldBy(one.said, patternsOf));
    } catch (error) {
      refused.set(one, errorOf(error));
    }
  }
  return { keysOf, refused };
}

function keysToldBy(said: CacheCall, patternsOf: PatternsOf): readonly string[] {
  if (said.is === 'keys') return said.keys;
  if (said.is !== 'row') return [];
  const patterns = Object.hasOwn(patternsOf, said.table) ? patternsOf[said.table] : undefined;
  if (patterns === undefined) {
    const names = Object.keys(patternsOf).join(', ') || 'none';
    throw new InvalidInput(
      'table',
      `nobody has said which keys rows of ${said.table} have; those of ${names} are known`,
    );
  }
  return keysOfRow(patterns, said.images);
}
