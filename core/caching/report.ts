import type { Counted, Unit } from '../looking/sink.ts';
import type { CacheUse } from './use-report.ts';

/** What one invocation of the invalidator has come to. */
export interface Invalidated {
  /** How many keys were taken away. */
  readonly keys: number;
  /** How many messages and records nobody can understand. */
  readonly refused: number;
  /** How long the oldest change had waited; null where there was none. */
  readonly ageSeconds: number | null;
  /** Whether the cache could be told; null where there was nothing to tell. */
  readonly isReached: boolean | null;
  /** How many node groups pay; null where that is not known. */
  readonly nodeGroups: number | null;
  /** How the cache was used since it was counted last; null where that was not asked, or nobody has used it. */
  readonly use: CacheUse | null;
}

interface Count {
  readonly unit: Unit;
  readonly logged?: true;
  /** Left out where it is 0: a metric costs money for every hour in which it is sent. */
  readonly some?: true;
  /** Null where it is not known. */
  of(invalidated: Invalidated): number | null;
}

/** How invalidations, and the use of a cache, are counted. */
export const cachingReport: { readonly counts: Readonly<Record<string, Count>> } = {
  counts: {
    /** Invalidations for which the cache did not answer. */
    CacheUnreachable: { unit: 'Count', some: true, of: ({ isReached }) => (isReached === false ? 1 : 0) },
    /** Answers that were older than promised. */
    CachePromiseBroken: { unit: 'Count', some: true, of: ({ use }) => use?.broken ?? 0 },
    /** Keys that were taken out. */
    CacheKeysInvalidated: { unit: 'Count', some: true, of: ({ keys }) => keys },
    /** Records and messages that nobody can understand. */
    CacheRecordsRefused: { unit: 'Count', some: true, of: ({ refused }) => refused },
    /** How long the oldest change had waited until it was taken out. */
    CacheChangeAgeSeconds: { unit: 'Seconds', some: true, of: ({ ageSeconds }) => ageSeconds },
    /** The share of requests that the cache answered. */
    CacheHitRatio: { unit: 'None', of: ({ use }) => use?.answered ?? null },
    /** The share that a cache with room for a tenth of the keys would have answered. */
    CacheHitRatioAtTenth: { unit: 'None', of: ({ use }) => use?.curve?.tenth ?? null },
    /** The share that a cache with room for half of the keys would have answered. */
    CacheHitRatioAtHalf: { unit: 'None', of: ({ use }) => use?.curve?.half ?? null },
    /** The share that a cache with room for all keys would have answered. */
    CacheHitRatioAtAll: { unit: 'None', of: ({ use }) => use?.curve?.all ?? null },
    /** Loads that the database was spared. */
    CacheSavedLoads: { unit: 'Count', of: ({ use }) => use?.savedLoads ?? null },
    /** How old the oldest answer was. */
    CacheOldestAnswerSeconds: { unit: 'Seconds', of: ({ use }) => (use === null ? null : use.oldestMs / 1000) },
    /** How many node groups pay. */
    CacheNodeGroupsThatPay: { unit: 'Count', of: ({ nodeGroups }) => nodeGroups },
    /** Requests to the cache. */
    CacheRequests: { unit: 'Count', logged: true, of: ({ use }) => use?.requests ?? null },
    /** Keys that were asked for. */
    CacheKeysAsked: { unit: 'Count', logged: true, of: ({ use }) => use?.keys ?? null },
  },
};

/** The numbers of one invocation. */
export function countInvalidated(invalidated: Invalidated): readonly Counted[] {
  return Object.entries(cachingReport.counts).flatMap(([name, count]) => {
    const value = count.of(invalidated);
    if (value === null || (count.some === true && value === 0)) return [];
    return [{ name, unit: count.unit, value, logged: count.logged ?? false }];
  });
}
