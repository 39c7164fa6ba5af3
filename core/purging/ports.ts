import type { Term } from '../ports.ts';
import type { Chunk } from './change.ts';
import type { CdnConfig } from './config/cdn-kinds.ts';
import type { PurgeConfig } from './config/purge.ts';
import type { CdnLimits, ItemRefusal } from './observation.ts';
import type { Submission, Submitted } from './settled.ts';

/**
 * How a CDN answered: it accepted the purge (`purgeId` is null where there is nothing to follow, since it is done), asks to
 * come back later (null where it does not say when) since too much is in progress, or refuses what repeating does not mend:
 * an item of it, or their number, is at fault; `because` is what the CDN said.
 */
export type Answer =
  | { readonly is: 'accepted'; readonly purgeId: string | null }
  | { readonly is: 'busy'; readonly because: string; readonly againSeconds: number | null }
  | { readonly is: 'refused'; readonly because: string };

/** Something that caches. */
export interface Cdn {
  /** What can be done now; rejects with `Refusal` where there is no such distribution. */
  limits(config: CdnConfig): Promise<CdnLimits>;
  /** Asks for a purge; where the CDN knows references, asking again under the same id is answered with the first. */
  submit(config: CdnConfig, purge: Pick<Submission, 'id' | 'items'>, term: Term): Promise<Answer>;
  /** Whether the CDN has carried a purge out everywhere. */
  isCompleted(config: CdnConfig, purgeId: string): Promise<boolean>;
}

/** What came of asking for a purge: it may have taken several requests, and some of its items may have been refused. */
export interface Asked {
  /** By which the CDN knows its parts; none where there is nothing to follow. */
  readonly purgeIds: readonly string[];
  /** Items that the CDN does not take, in its words. */
  readonly refusals: readonly ItemRefusal[];
}

/** A purge that was asked for, and how far it has come. `purge` holds what was asked for, as far as it was. */
export interface Receipt extends Submitted, Asked {
  readonly settled: boolean;
}

/** What waits to be purged, and what has been. Messages only add to it; the holder of the lease alone takes away. */
export interface Purges {
  /** The oldest chunks, as many as one look can read. */
  chunks(purge: string): Promise<readonly Chunk[]>;
  /** Purges asked for lately. */
  receipts(purge: string, nowMs: number): Promise<readonly Receipt[]>;
  /** Notes that a purge has been asked for, and answers what is noted of it: the first note stands. */
  submitted(purge: string, submission: Submission, asked: Asked, submittedAtMs: number): Promise<Submission>;
  /** Takes off what submitted purges were made for; remembers those changes whose second delivery only their id would tell. */
  settle(purge: string, submissions: readonly Submission[]): Promise<void>;
}

/** Which objects there are behind a CDN. */
export interface Inventory {
  /** The paths of all objects; null where they cannot be told, or are too many to be worth it. */
  paths(config: PurgeConfig): Promise<readonly string[] | null>;
}

/** What people have configured. */
export interface PurgeSettings {
  /** Rejects with `Refusal` where no such purge is configured. */
  purge(purge: string): Promise<PurgeConfig>;
}

/** All that purging touches besides the ledger. */
export interface PurgingWorld {
  readonly settings: PurgeSettings;
  readonly cdn: Cdn;
  readonly purges: Purges;
  readonly inventory: Inventory;
  /** The real time, for what is written down of a submission. */
  nowMs(): number;
}
