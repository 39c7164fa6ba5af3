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
  /** Why it cannot be told of some, or not wholly, now or later. */
  readonly refused: ReadonlyMap<Heard<CacheCall>, Error>;
}

/** What messages ask to be taken away. */
export function plannedItems(heard: readonly Heard<CacheCall>[], patternsOf: PatternsOf): PlannedItems {
  const itemsOf = new Map<Heard<CacheCall>, readonly CacheItem[]>();
  const refused = new Map<Heard<CacheCall>, Error>();
  for (const one of heard) {
    try {
      const { items, fault } = itemsToldBy(one.said, patternsOf);
      itemsOf.set(one, items);
      if (fault !== null) refused.set(one, fault);
    } catch (error) {
      refused.set(one, errorOf(error));
    }
  }
  return { itemsOf, refused };
}

interface Told {
  readonly items: readonly CacheItem[];
  readonly fault: Error | null;
}

function itemsToldBy(said: CacheCall, patternsOf: PatternsOf): Told {
  if (said.is === 'items') return { items: said.items, fault: null };
  if (said.is !== 'row') return { items: [], fault: null };
  const patterns = Object.hasOwn(patternsOf, said.table) ? patternsOf[said.table] : undefined;
  if (patterns === undefined) {
    const names = Object.keys(patternsOf).join(', ') || 'none';
    throw new InvalidInput(
      'table',
      `no keys or tags are configured for rows of ${said.table}; the tables that have some: ${names}`,
    );
  }
  const [keys, tags] = [keysOfRow(patterns.keys, said.images), keysOfRow(patterns.tags, said.images)];
  const items = [...keys.keys.map((key) => ({ key })), ...tags.keys.map((tag) => ({ tag }))];
  return { items, fault: keys.fault ?? tags.fault };
}
