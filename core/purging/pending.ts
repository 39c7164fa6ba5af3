import type { Chunk } from './change.ts';
import { sortOut } from './cheapest-items.ts';
import { Folders } from './folder.ts';
import type { Observation, Pending } from './observation.ts';
import type { Settled } from './settled.ts';

/** What one look plans by name, so that its entry has room in the ledger; the others follow in the next looks. */
const mostItems = 600;
const mostCharacters = 30_000;
/** The folders that a look tells apart; what changed deeper down counts for the nearest of them. */
const mostFolders = 400;

/** What of some chunks waits to be purged, and every path of it for counting. */
export interface Waiting {
  readonly pending: Pending;
  readonly paths: ReadonlySet<string>;
}

/** Sums up what waits. Where people wait for something, it is about that alone. Why: docs/decisions/0012. */
export function waitingOf(chunks: readonly Chunk[], settled: Settled): Waiting {
  const open = chunks.flatMap((chunk) => {
    const changes = chunk.changes.filter((one) => !settled.has(one, chunk));
    return changes.map(({ item, urgent }) => ({ item, urgent, cameAtMs: chunk.cameAtMs }));
  });
  const urgent = open.some((one) => one.urgent);
  const mine = urgent ? open.filter((one) => one.urgent) : open;
  const { asked, paths } = sortOut(mine.map(({ item }) => item));
  const items = [...asked, ...paths].sort();
  const came = mine.map(({ cameAtMs }) => cameAtMs);
  const pending: Pending = {
    count: items.length,
    items: first(items),
    folders: foldersOf(paths),
    urgent,
    oldestAtMs: least(came, 1),
    newestAtMs: least(came, -1),
    settled: chunks.reduce((sum, { changes }) => sum + changes.length, 0) - open.length,
    chunks: chunks.map(({ id }) => id),
  };
  return { pending, paths };
}

/** As many as there is room for, at least one. */
function first(items: readonly string[]): readonly string[] {
  let characters = 0;
  let end = 0;
  while (end < Math.min(items.length, mostItems) && characters <= mostCharacters) {
    characters += items[end]?.length ?? 0;
    end++;
  }
  return items.slice(0, end);
}

/** The lowest of some numbers (or the highest, where `sign` is -1); null where there are none. */
function least(numbers: readonly number[], sign: 1 | -1): number | null {
  return numbers.reduce<number | null>((a, b) => (a === null || (b - a) * sign < 0 ? b : a), null);
}

function foldersOf(paths: ReadonlySet<string>): Record<string, number> {
  const largest = Folders.of(paths).largest(mostFolders);
  return Object.fromEntries(largest.map(({ path, changed }) => [path, changed]));
}

/**
 * When what is pending may be planned: at once where a person waits, else when nothing has come for a while, so that a
 * burst becomes few purges; but no change waits longer than it may.
 */
export function waitUntilMs({ pending, config, atMs }: Observation): number {
  const { urgent, oldestAtMs, newestAtMs } = pending;
  if (urgent || oldestAtMs === null || newestAtMs === null) return atMs;
  return Math.min(newestAtMs + config.quietSeconds * 1000, oldestAtMs + config.mostWaitSeconds * 1000);
}
