import type { Heard } from '../looking/deliver.ts';
import { errorOf } from '../looking/settle.ts';
import type { CacheCall, CacheItem } from '../model/cache-call.ts';
import { InvalidInput } from '../model/errors.ts';
import type { RowPatterns } from './config/key-pattern.ts';
import { keysOfRow } from './keys-of-row.ts';

/** What rows of each table have a part in, by its name. */
export type PatternsOf = Readonly<Record<string, RowPatterns>>;

/** What is to be taken away for messages. */
export interface PlannedItems {
  readonly itemsOf: ReadonlyMap<Heard<CacheCall>, readonly CacheItem[]>;
  /** Why it cannot be told of some, now or later. */
  readonly refused: ReadonlyMap<Heard<CacheCall>, Error>;
}

/** What messages ask to be taken away. */
export function plannedItems(heard: readonly Heard<CacheCall>[], patternsOf: PatternsOf): PlannedItems {
  const itemsOf = new Map<Heard<CacheCall>, readonly CacheItem[]>();
  const refused = new Map<Heard<CacheCall>, Error>();
  for (const one of heard) {
    try {
      itemsOf.set(one, itemsToldBy(one.said, patternsOf));
    } catch (error) {
      refused.set(one, errorOf(error));
    }
  }
  return { itemsOf, refused };
}

function itemsToldBy(said: CacheCall, patternsOf: PatternsOf): readonly CacheItem[] {
  if (said.is === 'items') return said.items;
  if (said.is !== 'row') return [];
  const patterns = Object.hasOwn(patternsOf, said.table) ? patternsOf[said.table] : undefined;
  if (patterns === undefined) {
    const names = Object.keys(patternsOf).join(', ') || 'none';
    throw new InvalidInput(
      'table',
      `no keys or tags are configured for rows of ${said.table}; the tables that have some: ${names}`,
    );
  }
  return [
    ...keysOfRow(patterns.keys, said.images).map((key) => ({ key })),
    ...keysOfRow(patterns.tags, said.images).map((tag) => ({ tag })),
  ];
}
