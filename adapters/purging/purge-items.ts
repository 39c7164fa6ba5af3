import type { Change, Chunk } from '../../core/purging/change.ts';
import type { Receipt } from '../../core/purging/ports.ts';
import type { Submission } from '../../core/purging/settled.ts';
import { type Item, number, text, truth } from '../table/items.ts';
import { toJsonText } from '../table/json-text.ts';

/**
 * What purging keeps in the deployment's table beside configs, memories and entries.
 *
 * | pk | sk | what |
 * |---|---|---|
 * | `CHANGES#<purge>` | `<0 urgent, 1 not>#<came at>-<random>` | `changes` (JSON text), `cameAtMs`, `expiresAt`; until they are purged |
 * | `PURGES#<purge>` | `<purge id>` | `submission` (JSON text), `purgeId`, `submittedAtMs`, `settled`, `expiresAt` |
 * | `MADE#<purge>` | `<purge id>#<n>` | `ids` (JSON text): changes whose second delivery only their id would tell; `expiresAt` |
 */
export const changesPartition = (purge: string): string => `CHANGES#${purge}`;
export const purgesPartition = (purge: string): string => `PURGES#${purge}`;
export const madePartition = (purge: string): string => `MADE#${purge}`;

/** How long purges are known, so that a message that comes again is recognised: longer than a queue tries one. */
const knownSeconds = 3600;
/** A change that nobody could purge for so long is not cached any more; the longest that CloudFront keeps by default is a day. */
const pendingSeconds = 30 * 86_400;

const at = (pk: string, sk: string): Item => ({ pk: text(pk), sk: text(sk) });
const inSeconds = (atMs: number, seconds: number) => number(Math.ceil(atMs / 1000) + seconds);

export const chunkKey = (purge: string, id: string): Item => at(changesPartition(purge), id);
export const receiptKey = (purge: string, id: string): Item => at(purgesPartition(purge), id);

/** The id of a chunk: those that people wait for sort first, then those that came first. */
export function chunkIdOf(urgent: boolean, cameAtMs: number, random: string): string {
  return `${urgent ? 0 : 1}#${String(cameAtMs).padStart(15, '0')}-${random}`;
}

export function chunkItem(purge: string, { id, cameAtMs, changes }: Chunk): Item {
  return {
    ...chunkKey(purge, id),
    changes: text(toJsonText(`changes of ${purge}`, changes)),
    cameAtMs: number(cameAtMs),
    expiresAt: inSeconds(cameAtMs, pendingSeconds),
  };
}

export function readChunk(item: Item): Chunk {
  const changes = JSON.parse(item.changes?.S ?? '[]') as readonly Change[];
  return { id: item.sk?.S ?? '', cameAtMs: Number(item.cameAtMs?.N ?? 0), changes };
}

export function receiptItem(purge: string, submission: Submission, purgeId: string | null, atMs: number): Item {
  return {
    ...receiptKey(purge, submission.id),
    submission: text(toJsonText(`the purge ${submission.id}`, submission)),
    ...(purgeId !== null && { purgeId: text(purgeId) }),
    submittedAtMs: number(atMs),
    settled: truth(false),
    expiresAt: inSeconds(atMs, knownSeconds),
  };
}

export function readReceipt(item: Item, made: ReadonlySet<string>): Receipt {
  return {
    purge: JSON.parse(item.submission?.S ?? '{}') as Submission,
    purgeId: item.purgeId?.S ?? null,
    submittedAtMs: Number(item.submittedAtMs?.N ?? 0),
    settled: item.settled?.BOOL ?? false,
    made,
  };
}

/** What one submission was made for, in parts that an item can hold. */
export function madeItem(
  purge: string,
  { id: purgeId, plannedAtMs: atMs }: Submission,
  part: string,
  ids: readonly string[],
): Item {
  return {
    ...at(madePartition(purge), `${purgeId}#${part}`),
    ids: text(toJsonText(`what ${purgeId} was made for`, ids)),
    expiresAt: inSeconds(atMs, knownSeconds),
  };
}
