import type { Entry } from '../../core/model/entry.ts';
import type { Memory } from '../../core/model/memory.ts';
import type { Key, Lease } from '../../core/ports.ts';
import { type Item, number, text, truth } from './attributes.ts';
import { toJsonText } from './json-text.ts';
import { entryKey, leaseKey, memoryKey } from './keys.ts';
import { readSchema1 } from './read-schema.ts';

export const leaseItem = (lease: Lease): Item => ({
  ...leaseKey(lease),
  owner: text(lease.owner),
  untilMs: number(lease.untilMs),
  lookAgain: truth(false),
});

export const memoryItem = (key: Key, memory: Memory<unknown>): Item => ({
  ...memoryKey(key),
  memory: text(toJsonText(`the memory of ${key.subject}`, memory)),
});

export function readMemory(item: Item): Memory<unknown> {
  return readSchema1<Memory<unknown>>(item, 'memory');
}

export function entryItem(entry: Entry, retentionDays: number): Item {
  return {
    ...entryKey(entry, entry.id),
    entry: text(toJsonText(`the entry ${entry.id} of ${entry.subject}`, entry)),
    ...(entry.outcome && { outcome: text(entry.outcome.is) }),
    expiresAt: number(Math.ceil(entry.atMs / 1000) + retentionDays * 86_400),
  };
}

export function readEntry(item: Item): Entry {
  return readSchema1<Entry>(item, 'entry');
}
