import { mask } from '../because-of.ts';
import type { Report } from '../looking/report.ts';
import type { Told } from '../looking/sink.ts';
import type { PurgeEntry, Refused } from './looks.ts';
import { spendOf } from './spend-of.ts';

/** What counting knows of a whole invocation of purging. */
export interface PurgesOver {
  readonly entries: readonly PurgeEntry[];
  readonly refused: readonly Refused[];
}

/** How looks at purges are told and counted. */
export const purgingReport: Report<PurgeEntry, PurgesOver> = {
  capability: 'purging',
  facts: (entry) => ({ items: entry === null ? 0 : itemsOf(entry) }),
  news: () => null,
  counts: {
    /** Items that break a rule of purging or that the CDN refuses. */
    PurgeItemsRefused: {
      unit: 'Count',
      once: ({ refused, entries }) => refused.length + refusedLater(entries.filter(isReal)),
    },
    // A look that left no entry is tried again with its messages, and is counted then.
    /** Looks at purges that ended in failure. */
    PurgesFailed: { unit: 'Count', logged: true, sum: ({ entry }) => (entry?.outcome?.is === 'failed' ? 1 : 0) },
    /** Items that were purged. */
    PurgeItems: {
      unit: 'Count',
      logged: true,
      sum: ({ entry }) => (entry?.outcome?.is === 'applied' ? itemsOf(entry) : 0),
    },
    /** Changes that wait to be purged. */
    PurgesPending: { unit: 'Count', sum: ({ entry }) => entry?.observation?.pending.count ?? 0 },
    /** Purges that the CDN has taken and not yet ended. */
    PurgesInProgress: { unit: 'Count', sum: ({ entry }) => entry?.decision?.keep.inProgress.length ?? 0 },
    /** Items that were purged this month. */
    PurgeItemsThisMonth: { unit: 'Count', sum: ({ entry }) => entry?.decision?.keep.itemsThisMonth ?? 0 },
    /** How long the oldest change waits that is not known to be purged everywhere. */
    PurgeAgeSeconds: { unit: 'Seconds', most: ({ entry }) => (entry === null ? 0 : ageSeconds(entry)) },
    /** What this month's purges cost, US dollars. */
    PurgeDollarsThisMonth: { unit: 'None', once: ({ entries }) => spendOf(entries.filter(isReal)) },
  },
};

/** An item that breaks a rule of purging, as a line of the log. */
export function tellRefused(refused: Refused): Told {
  const line = { message: 'an item was refused', ...refused, item: mask(refused.item.slice(0, 200)) };
  return { level: 'warn', line, news: null };
}

const isReal = ({ signal }: PurgeEntry) => !signal.dryRun;

/** What was found only with the CDN's own limits at hand. */
function refusedLater(entries: readonly PurgeEntry[]): number {
  const all = entries.flatMap(({ decision, outcome }) => (outcome?.is === 'applied' ? (decision?.desired ?? []) : []));
  const byTheCdn = entries.map(({ outcome }) => outcome?.because?.refused).filter((count) => typeof count === 'number');
  return all.reduce((sum, { refused }) => sum + refused.length, 0) + byTheCdn.reduce((sum, count) => sum + count, 0);
}

const itemsOf = ({ decision }: PurgeEntry) =>
  (decision?.desired ?? []).reduce((sum, { items }) => sum + items.length, 0);

/** How long the oldest change waits that is not known to be purged everywhere. */
function ageSeconds({ atMs, observation, decision }: PurgeEntry): number {
  const since = [
    observation?.pending.oldestAtMs ?? atMs,
    ...(decision?.keep.inProgress ?? []).map((one) => one.requestedAtMs),
  ];
  return Math.max(0, ...since.map((oneAtMs) => (atMs - oneAtMs) / 1000));
}
