import type { Observed } from '../capability.ts';
import type { PurgeConfig } from './config/purge.ts';
import type { ItemKind, Load } from './item.ts';
import type { Submission } from './settled.ts';

/** The part of a config that deciding may know: no names of resources. */
export type DecidingPurge = Omit<PurgeConfig, 'cdn' | 'buckets' | 'warmUp'> & { readonly cdn: CdnLimits };

/** What a kind of CDN can do, and how much of it at once. */
export interface CdnLimits {
  readonly kind: string;
  /** Which wildcards it knows: any, those of whole folders, or only `/*` for everything. */
  readonly wildcards: 'any' | 'folders' | 'everything';
  /** Most slashes in a wildcard; null where any number will do. */
  readonly mostSlashes: number | null;
  /** Why tags would be purged in vain; null where they work. */
  readonly noTagsBecause: string | null;
  /** Most that may be in progress at once; null where purges are done when they are accepted. */
  readonly inProgress: Load | null;
  /** Most items that one request takes, all of one kind; null where one takes all. */
  readonly perRequest: Readonly<Record<ItemKind, number>> | null;
}

/** What waits to be purged. */
export interface Pending {
  /** How many different items wait. */
  readonly count: number;
  /** What they ask to purge, sorted, each once: what a person waits for alone where there is such, else as many as one look plans. */
  readonly items: readonly string[];
  /** Of all paths that wait, how many are in a folder and below: the folders in which most changed. */
  readonly folders: Readonly<Record<string, number>>;
  /** Whether a person waits for these. */
  readonly urgent: boolean;
  /** When the first and the last of all came; null where there are none. */
  readonly oldestAtMs: number | null;
  readonly newestAtMs: number | null;
  /** Changes that purges have settled and that still stand among what waits, e.g. since their message came twice. */
  readonly settled: number;
  /** The chunks that were read. */
  readonly chunks: readonly string[];
}

/** A purge that was planned, as it stands. */
export interface PurgeState {
  readonly id: string;
  /** `planned` may or may not have been asked for; `settled` has been, and its changes are taken off what waits. */
  readonly is: 'planned' | 'submitted' | 'settled' | 'completed';
  readonly submittedAtMs: number | null;
  /** When it was seen to be complete: with the answer, where the CDN purges before it answers; null before that. */
  readonly completedAtMs: number | null;
}

/** An item that the CDN does not take, and what it said. */
export interface ItemRefusal {
  readonly item: string;
  readonly because: string;
}

/** The times of one purge, for people. */
export interface PurgeTimes {
  readonly id: string;
  readonly items: number;
  readonly requestedAtMs: number;
  readonly submittedAtMs: number;
  /** When it was first seen to be complete, which is up to one look later. */
  readonly completedAtMs: number;
}

/** A purge that the CDN works on. */
export interface InProgress extends Load {
  readonly id: string;
  readonly requestedAtMs: number;
}

/** What purging remembers. */
export interface Kept {
  readonly schema: 1;
  /** Purges from the moment they are planned until what they were made for is taken off what waits. */
  readonly open: readonly Submission[];
  /** Purges that the CDN has not completed yet. */
  readonly inProgress: readonly InProgress[];
  /** The last ones that were completed, oldest first. */
  readonly completed: readonly PurgeTimes[];
  /** Items that were planned in a month, e.g. `2026-11`. */
  readonly month: string;
  readonly itemsThisMonth: number;
}

/** Everything that deciding what to purge may know. */
export interface Observation extends Observed<Kept> {
  readonly config: DecidingPurge;
  readonly pending: Pending;
  /** Objects that did not change, by the same folders, all below included; null where nobody knows what there is. */
  readonly unchanged: Readonly<Record<string, number>> | null;
  /** How the purges stand that memory has open or in progress. */
  readonly states: readonly PurgeState[];
  /** The paths to fetch once, since a purge of them has just been completed. */
  readonly warmUp: readonly string[];
  /** The last items that the CDN has refused within the hour; left out where there are none. */
  readonly refusals?: readonly ItemRefusal[];
}
