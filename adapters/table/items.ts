import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Entry } from '../../core/model/entry.ts';
import type { Memory } from '../../core/model/memory.ts';
import type { Key, Lease } from '../../core/ports.ts';
import { type Stored, upgradeEntry, upgradeMemory } from '../../core/upgrade.ts';
import { toJsonText } from './json-text.ts';

/**
 * The layout of the one table: keys `pk` and `sk`, time to live in `expiresAt` (seconds since 1970).
 *
 * | pk | sk | what |
 * |---|---|---|
 * | `scaling#<subject>` | `LEASE` | `owner`, `untilMs`, `lookAgain`; only while a look is under way |
 * | `scaling#<subject>` | `MEMORY` | `memory` (JSON text) |
 * | `scaling#<subject>` | `ENTRY#<entry id>` | `entry` (JSON text), `outcome` (absent while only intended), `expiresAt` |
 * | `CONFIG#scaling` | `<scalable>` | `config` (JSON text), `owner` where somebody claims it |
 * | `scaling#<subject>` | `TUNING` | `tuning` (JSON text): the last night's choice with its table |
 * | `scaling#<subject>` | `DEMAND#<day>` | `demand` (JSON text), `expiresAt`: what was recorded of a day, minute by minute |
 * | `CHOICE#scaling` | `<scalable>` | `choice` (JSON text): how its tuned policy asks |
 * | `OVERRIDES#scaling` | `<scalable>#<kind>` | `kind`, `units`, `untilMs`, `note`, `expiresAt` |
 * | `WATCHING#scaling` | `<scalable>` | `lookAgainAtMs`; exists while the memory's is not null |
 * | `CONFIG#balancing` | `<balance>` | `config` (JSON text), `owner` where somebody claims it |
 * | `OVERRIDES#balancing` | `<balance>#<kind>`, `<balance>#pin:<group>` | `kind`, `group`, `percent`, `untilMs`, `note`, `expiresAt` |
 * | `balancer#<ARN of a listener or rule>` | `LEASE` | as above; only while its actions are being changed |
 * | `SWITCH` | `STOP` | `stopped`, `sinceMs`, `note` |
 * | `SWITCH` | `FULL-LOOK`, `FULL-LOOK#balancing` | `atMs`, `claim` |
 * | `SWITCH` | `CLOCK` | `nowMs`; virtual time, in the local stack only |
 */
export type Item = Record<string, AttributeValue>;

export const text = (value: string): AttributeValue => ({ S: value });
export const number = (value: number): AttributeValue => ({ N: String(value) });
export const truth = (value: boolean): AttributeValue => ({ BOOL: value });

const at = (pk: string, sk: string): Item => ({ pk: text(pk), sk: text(sk) });
const subjectKey = ({ capability, subject }: Key) => `${capability}#${subject}`;

export const leaseKey = (key: Key): Item => at(subjectKey(key), 'LEASE');
export const memoryKey = (key: Key): Item => at(subjectKey(key), 'MEMORY');
export const entryKey = (key: Key, id: string): Item => at(subjectKey(key), `${entryPrefix}${id}`);
export const entriesPartition = subjectKey;
export const entryPrefix = 'ENTRY#';
export const watchingPartition = (capability: string): string => `WATCHING#${capability}`;
export const watchingKey = ({ capability, subject }: Key): Item => at(watchingPartition(capability), subject);
export const configPartitionOf = (capability: string): string => `CONFIG#${capability}`;
export const configPartition = configPartitionOf('scaling');
export const configKey = (scalable: string): Item => at(configPartition, scalable);
export const overridesPartition = 'OVERRIDES#scaling';
export const overrideKey = (scalable: string, kind: string): Item => at(overridesPartition, `${scalable}#${kind}`);
export const balancesPartition = configPartitionOf('balancing');
export const balanceKey = (balance: string): Item => at(balancesPartition, balance);
export const weightOverridesPartition = 'OVERRIDES#balancing';
export const weightOverrideKey = (balance: string, what: string): Item =>
  at(weightOverridesPartition, `${balance}#${what}`);
export const choicesPartition = 'CHOICE#scaling';
export const choiceKey = (scalable: string): Item => at(choicesPartition, scalable);
export const tuningKey = (scalable: string): Item =>
  at(subjectKey({ capability: 'scaling', subject: scalable }), 'TUNING');
export const demandPrefix = 'DEMAND#';
export const demandKey = (scalable: string, day: string): Item =>
  at(subjectKey({ capability: 'scaling', subject: scalable }), `${demandPrefix}${day}`);
export const stopKey: Item = at('SWITCH', 'STOP');
export const fullLookKey = (capability: string): Item =>
  at('SWITCH', capability === 'scaling' ? 'FULL-LOOK' : `FULL-LOOK#${capability}`);
export const clockKey: Item = at('SWITCH', 'CLOCK');

/** A table item of a schema that this release does not know, or that somebody has broken by hand. */
class UnreadableItem extends Error {
  override readonly name = 'UnreadableItem';
}

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

/** Reads an attribute that holds JSON text of schema 1. Throws `UnreadableItem`. */
export function readSchema1<T>(item: Item, attribute: string): T {
  return readSchema(item, attribute, [1]);
}

function readSchema<T>(item: Item, attribute: string, known: readonly unknown[]): T {
  const where = `${item.pk?.S} ${item.sk?.S}`;
  const value = parse(item[attribute]?.S ?? '', where) as { schema?: unknown } | null;
  if (!known.includes(value?.schema)) {
    const schemas = known.join(' and ');
    throw new UnreadableItem(
      `${where}: schema ${String(value?.schema)} is not known to this release, which reads schema ${schemas}`,
    );
  }
  return value as T;
}

function parse(json: string, where: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new UnreadableItem(`${where}: what is stored is not JSON; delete the item and it is made anew`);
  }
}
