import type { ResourceKind, TierKind } from './config/kinds.ts';

/** One number a period, oldest first; null where nothing was read. */
export type Track = readonly (number | null)[];

/** Something of a tier that is busy or not. */
export interface ResourceReadings {
  readonly name: string;
  readonly kind: ResourceKind;
  /** The share of it that is busy, of 1, as a mean over all units that run. */
  readonly utilisation: Track;
  /** Requests that wait for it, as a mean over the period, over all units; null where nothing tells. */
  readonly queue: Track | null;
  /** How many can be served side by side in one unit (cores, connections of a pool); null where nobody knows. */
  readonly servers: number | null;
}

/** What one unit of a tier tells apart from the others. */
export interface UnitReadings {
  readonly name: string;
  /** Seconds that it takes for a request. */
  readonly latency: Track;
}

/** Indexes of a database that somebody has found to pay. */
export interface IndexAdvice {
  /** The database as its advisor knows it, for `headroom explain`. */
  readonly database: string;
  readonly indexes: number;
  /** What they take off what its statements cost, percent. */
  readonly reductionPercent: number;
}

export interface TierReadings {
  readonly name: string;
  readonly kind: TierKind;
  /** Requests that it completes per second; null where each request of the service comes here once. */
  readonly throughput: Track | null;
  /** Seconds that one of its requests takes, as a mean. Time in the tiers behind it counts where `behind` names them. */
  readonly latency: Track | null;
  /** Requests in it, as a mean over the period. */
  readonly concurrency: Track | null;
  /** The tiers whose time is inside its latency and concurrency. */
  readonly behind: readonly string[];
  /** Units that run; null where one runs, or always the same number. */
  readonly units: Track | null;
  /** Requests that it failed or turned away, per second. */
  readonly errors: Track | null;
  readonly resources: readonly ResourceReadings[];
  readonly eachUnit: readonly UnitReadings[];
  /** Left out where nobody has looked for indexes, or none would pay. */
  readonly indexAdvice?: IndexAdvice;
}

/** Requests of one class that the service completes, per second. */
export interface ClassLoad {
  readonly name: string;
  readonly perSecond: Track;
}

/** All that is read of one service over a window. */
export interface ServiceReadings {
  readonly service: string;
  /** The start of the first period. */
  readonly fromMs: number;
  readonly periodSeconds: number;
  readonly classes: readonly ClassLoad[];
  readonly tiers: readonly TierReadings[];
  /** Clients that each wait for their answer before they ask again; null where arrivals depend on nobody. */
  readonly clients: Track | null;
  /** When something was deployed. */
  readonly deploysMs: readonly number[];
}
