import type { Entry } from '../../core/model/entry.ts';
import type { Memory } from '../../core/model/memory.ts';
import type { Key, Lease } from '../../core/ports.ts';
import { type Stored, upgradeEntry, upgradeMemory } from '../../core/upgrade.ts';
import { type Item, number, text, truth } from './attributes.ts';
import { toJsonText } from './json-text.ts';
import { entryKey, leaseKey, memoryKey } from './keys.ts';
import { readSchema } from './read-schema.ts';

export const leaseItem = (lease: Lease): Item => ({
  ...leaseKey(lease),
  owner: text(lease.owner),
  untilMs: number(lease.untilMs),
  term: number(lease.term),
  lookAgain: truth(false),
});

export const memoryItem = (key: Key, memory: Memory<unknown>): Item => ({
  ...memoryKey(key),
  memory: text(toJsonText(`the memory of ${key.subject}`, memory)),
});

/** The memory of a subject of this capability, written by this release or the one before. Throws `UnreadableItem`. */
export function readMemory(item: Item, capability: string): Memory<unknown> {
  return upgradeMemory(capability, readSchema<Stored<Memory<unknown>>>(item, 'memory', [1, 2]));
}

export function entryItem(entry: Entry, retentionDays: number): Item {
  return {
    ...entryKey(entry, entry.id),
    entry: text(toJsonText(`the entry ${entry.id} of ${entry.subject}`, entry)),
    ...(entry.outcome && { outcome: text(entry.outcome.is) }),
    expiresAt: number(Math.ceil(entry.atMs / 1000) + retentionDays * 86_400),
  };
}

/** An entry written by this release or the one before. Throws `UnreadableItem`. */
export function readEntry(item: Item): Entry {
  return upgradeEntry(readSchema<Stored<Entry>>(item, 'entry', [1, 2]));
}
