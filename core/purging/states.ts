import { coverOf } from './cover.ts';
import { kindOf } from './item.ts';
import type { ItemRefusal, Kept, PurgeState } from './observation.ts';
import type { Receipt } from './ports.ts';
import type { Submission } from './settled.ts';

interface Seen {
  readonly receipts: readonly Receipt[];
  readonly atMs: number;
  /** Whether the CDN has carried a purge out everywhere, by its own name for it. */
  isCompleted(purgeId: string): Promise<boolean>;
}

/** How the purges stand that memory has open or in progress. */
export function statesOf(kept: Kept | null, seen: Seen): Promise<PurgeState[]> {
  const open = new Set(kept?.open.map(({ id }) => id));
  const ids = new Set([...open, ...(kept?.inProgress.map(({ id }) => id) ?? [])]);
  return Promise.all(
    [...ids].map((id) => {
      const receipt = seen.receipts.find(({ purge }) => purge.id === id);
      return receipt === undefined ? withoutReceipt(id, open.has(id), seen) : withReceipt(receipt, seen);
    }),
  );
}

/** What is not open any more has been asked for; a receipt that has been forgotten is of long ago. */
function withoutReceipt(id: string, isOpen: boolean, { atMs }: Seen): PurgeState {
  if (isOpen) return { id, is: 'planned', submittedAtMs: null, completedAtMs: null };
  return { id, is: 'completed', submittedAtMs: null, completedAtMs: atMs };
}

async function withReceipt(receipt: Receipt, { atMs, isCompleted }: Seen): Promise<PurgeState> {
  const { submittedAtMs, settled, purgeIds } = receipt;
  const known = { id: receipt.purge.id, submittedAtMs };
  if (!settled) return { ...known, is: 'submitted', completedAtMs: null };
  if (purgeIds.length === 0) return { ...known, is: 'completed', completedAtMs: submittedAtMs };
  if ((await Promise.all(purgeIds.map(isCompleted))).every(Boolean))
    return { ...known, is: 'completed', completedAtMs: atMs };
  return { ...known, is: 'settled', completedAtMs: null };
}

/** Those of some paths that a purge purged which was open or in progress at the last look, and now is completed. */
export function justPurged(
  paths: readonly string[],
  states: readonly PurgeState[],
  receipts: readonly Receipt[],
): readonly string[] {
  const ended = new Set(states.filter(({ is }) => is === 'completed').map(({ id }) => id));
  const items = receipts.filter(({ purge }) => ended.has(purge.id)).flatMap(({ purge }) => purge.items);
  // What carries a tag is not known, so any path may.
  if (items.some((item) => kindOf(item) === 'tag')) return paths;
  const cover = coverOf(items);
  return paths.filter((path) => cover.covers(path));
}

/** How many refusals an entry tells, and how much of each: they come from outside. */
const refusalsTold = 8;
const longestTold = 200;

/** The last items that the CDN refused, in its words. */
export function refusedLately(receipts: readonly Receipt[]): readonly ItemRefusal[] {
  const all = receipts.toSorted((a, b) => a.submittedAtMs - b.submittedAtMs).flatMap(({ refusals }) => refusals);
  const cut = (text: string) => text.slice(0, longestTold);
  return all.slice(-refusalsTold).map(({ item, because }) => ({ item: cut(item), because: cut(because) }));
}

/** Purges that are planned and not known to have been asked for: of others their receipt tells what was asked for. */
export function openOf(kept: Kept | null, receipts: readonly Receipt[]): readonly Submission[] {
  const known = new Set(receipts.map(({ purge }) => purge.id));
  return (kept?.open ?? []).filter(({ id }) => !known.has(id));
}
