import type { Change, Chunk } from '../../core/purging/change.ts';
import type { ItemRefusal } from '../../core/purging/observation.ts';
import type { Asked, Receipt } from '../../core/purging/ports.ts';
import type { Submission } from '../../core/purging/settled.ts';
import { type Item, number, text, truth } from '../table/attributes.ts';
import { toJsonText } from '../table/json-text.ts';
import { keyAt } from '../table/keys.ts';

/** What purging keeps of a purge beside what every capability keeps; the layout of the table is in `adapters/table/keys.ts`. */
export const pendingPartition = (purge: string): string => `purging/pending#${purge}`;
export const receiptsPartition = (purge: string): string => `purging/receipts#${purge}`;
/** Where it is written for which changes purges were made. */
export const madePartition = (purge: string): string => `purging/made#${purge}`;

/** How long purges are known, so that a message that comes again is recognised: longer than a queue tries one. */
const knownSeconds = 3600;
/** A change that nobody could purge for so long is not cached any more; the longest that CloudFront keeps by default is a day. */
const pendingSeconds = 30 * 86_400;

const inSeconds = (atMs: number, seconds: number) => number(Math.ceil(atMs / 1000) + seconds);

/** The key of one chunk of changes that wait. */
export const chunkKey = (purge: string, id: string): Item => keyAt(pendingPartition(purge), id);
/** The key of the receipt of one submission. */
export const receiptKey = (purge: string, id: string): Item => keyAt(receiptsPartition(purge), id);
const madeKey = (purge: string, id: string, part: string): Item => keyAt(madePartition(purge), `${id}#${part}`);

/** The id of a chunk: those that people wait for sort first, then those that came first. */
export function chunkIdOf(urgent: boolean, cameAtMs: number, random: string): string {
  return `${urgent ? 0 : 1}#${String(cameAtMs).padStart(15, '0')}-${random}`;
}

/** A chunk of changes as an item. Throws `TooBig` where they have no room in one. */
export function chunkItem(purge: string, { id, cameAtMs, changes }: Chunk): Item {
  return {
    ...chunkKey(purge, id),
    changes: text(toJsonText(`changes of ${purge}`, changes)),
    cameAtMs: number(cameAtMs),
    expiresAt: inSeconds(cameAtMs, pendingSeconds),
  };
}

/** A chunk of changes out of its item. */
export function readChunk(item: Item): Chunk {
  const changes = JSON.parse(item.changes?.S ?? '[]') as readonly Change[];
  return { id: item.sk?.S ?? '', cameAtMs: Number(item.cameAtMs?.N ?? 0), changes };
}

/** What is kept of refusals, for people: what comes from outside must not fill an item. The submission names every item. */
const refusalsKept = 20;
const longestKept = 200;
const cut = (text: string) => text.slice(0, longestKept);

/** The receipt of what a CDN was asked for at `atMs`, and what came of it. */
export function receiptItem(purge: string, submission: Submission, asked: Asked, atMs: number): Item {
  const { purgeIds } = asked;
  const refusals = asked.refusals
    .slice(-refusalsKept)
    .map(({ item, because }) => ({ item: cut(item), because: cut(because) }));
  return {
    ...receiptKey(purge, submission.id),
    submission: text(toJsonText(`the purge ${submission.id}`, submission)),
    ...(purgeIds.length > 0 && { purgeIds: text(toJsonText(`what ${submission.id} is called`, purgeIds)) }),
    ...(refusals.length > 0 && { refusals: text(toJsonText(`what ${submission.id} was refused`, refusals)) }),
    submittedAtMs: number(atMs),
    settled: truth(false),
    expiresAt: inSeconds(atMs, knownSeconds),
  };
}

/** A receipt out of its item; `made` are the ids of the changes that it was made for. */
export function readReceipt(item: Item, made: ReadonlySet<string>): Receipt {
  return {
    purge: JSON.parse(item.submission?.S ?? '{}') as Submission,
    purgeIds: purgeIdsIn(item),
    refusals: JSON.parse(item.refusals?.S ?? '[]') as readonly ItemRefusal[],
    submittedAtMs: Number(item.submittedAtMs?.N ?? 0),
    settled: item.settled?.BOOL ?? false,
    made,
  };
}

/** The release before knew of one name at most. */
function purgeIdsIn({ purgeIds, purgeId }: Item): readonly string[] {
  if (purgeIds?.S !== undefined) return JSON.parse(purgeIds.S) as readonly string[];
  return purgeId?.S === undefined ? [] : [purgeId.S];
}

/** What one submission was made for, in parts that an item can hold. */
export function madeItem(
  purge: string,
  { id: purgeId, plannedAtMs: atMs }: Submission,
  part: string,
  ids: readonly string[],
): Item {
  return {
    ...madeKey(purge, purgeId, part),
    ids: text(toJsonText(`what ${purgeId} was made for`, ids)),
    expiresAt: inSeconds(atMs, knownSeconds),
  };
}
