import type { Entry } from '../../core/model/entry.ts';
import type { Memory } from '../../core/model/memory.ts';
import { tell } from '../../core/model/reason.ts';
import type { Key, Lease } from '../../core/ports.ts';
import { type Stored, upgradeEntry, upgradeMemory } from '../../core/upgrade.ts';
import { type Item, number, text, truth } from './attributes.ts';
import { toJsonText } from './json-text.ts';
import { entryKey, leaseKey, memoryKey } from './keys.ts';
import { packed } from './packed.ts';
import { deleteIt, readSchema, UnreadableItem } from './read-schema.ts';

export const leaseItem = (lease: Lease): Item => ({
  ...leaseKey(lease),
  owner: text(lease.owner),
  untilMs: number(lease.untilMs),
  term: number(lease.term),
  lookAgain: truth(false),
});

export const memoryItem = (key: Key, memory: Memory<unknown>): Item => ({
  ...memoryKey(key),
  memory: packed(toJsonText(`the memory of ${key.subject}`, memory)),
});

/**
 * The memory of a subject of this capability, written by this release or the one before. Throws `UnreadableItem`.
 * Why: docs/decisions/0047.
 */
export function readMemory(item: Item, capability: string): Memory<unknown> {
  const memory = readSchema<Stored<Memory<unknown>>>(item, 'memory', [1, 2]);
  const { kept, intention, lookedAtMs } = memory;
  if (kept !== undefined && typeof intention === 'object' && lookedAtMs !== undefined)
    return upgradeMemory(capability, memory);
  throw new UnreadableItem(`${item.pk?.S} ${item.sk?.S}: parts of it are missing; ${deleteIt}`);
}

export function entryItem(entry: Entry, retentionDays: number): Item {
  return {
    ...entryKey(entry, entry.id),
    entry: packed(toJsonText(`the entry ${entry.id} of ${entry.subject}`, entry)),
    ...(entry.outcome && { outcome: text(entry.outcome.is) }),
    ...saysWhy(entry),
    expiresAt: number(Math.ceil(entry.atMs / 1000) + retentionDays * 86_400),
  };
}

/** The binding reason as people find it in the console, where an entry that is packed cannot be read. */
function saysWhy({ decision }: Entry): Item {
  const binding = decision?.reasons[decision.binding];
  return binding === undefined ? {} : { reason: text(tell(binding.because)) };
}

/** An entry written by this release or the one before. Throws `UnreadableItem`. */
export function readEntry(item: Item): Entry {
  const entry = readSchema<Stored<Entry>>(item, 'entry', [1, 2]);
  try {
    checkParts(entry);
    return upgradeEntry(entry);
  } catch (error) {
    throw new UnreadableItem(`${item.pk?.S} ${item.sk?.S}: ${String(error)}; nothing but the entry is lost`);
  }
}

/** The parts that every capability's entries have: what is deeper in them their card tells, or cannot. */
function checkParts({ id, subject, atMs, signal, decision, outcome }: Partial<Stored<Entry>>): void {
  const isWhole =
    typeof id === 'string' && typeof subject === 'string' && typeof signal?.kind === 'string' && isTime(atMs);
  if (!isWhole) throw new TypeError('id, subject, atMs or signal is missing');
  if (decision && !Array.isArray(decision.reasons)) throw new TypeError('decision.reasons is not a list');
  if (outcome && typeof outcome.is !== 'string') throw new TypeError('outcome.is is missing');
}

/** https://tc39.es/ecma262/#sec-time-values-and-time-range: what is further off has no date. */
const isTime = (atMs: unknown) => typeof atMs === 'number' && Math.abs(atMs) <= 8.64e15;
