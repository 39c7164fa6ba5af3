import type { Random } from '../../workloads/random.ts';

/** What may go wrong in a simulated world. Times are milliseconds since its start; chances are shares, 0..1. */
export interface Misfortunes {
  /** True: the demand metric tells what was served. False: what was offered, retries included. */
  readonly censored: boolean;
  /** How often each request that waited too long comes again in the next minute. */
  readonly retries: number;
  /** Seconds from being asked for to serving, of one launch; infinite where it never comes. */
  readonly leadSeconds: (sinceStartMs: number, random: Random) => number;
  /** A unit serves only `coldShare` of what it can in its first `coldSeconds`. */
  readonly coldSeconds: number;
  readonly coldShare: number;
  /** Sizes of units, in the order of their launch, over and over. Of the units taken away the largest go first. */
  readonly sizes: readonly number[];
  /** What a unit can do of what it could: a deploy may take some of it. */
  readonly capacityShare: (sinceStartMs: number) => number;
  /** The share of serving units that is lost at a moment. The group launches as many anew by itself. */
  readonly lossAt: (sinceStartMs: number) => number;
  /** Whether the metrics of the period that begins then are lost. */
  readonly isLost: (sinceStartMs: number, random: Random) => boolean;
  /** How long after its end a period's metrics can be read. */
  readonly metricDelaySeconds: (sinceStartMs: number, random: Random) => number;
  /** Whether a change of capacity fails, and is not made. */
  readonly actFails: (sinceStartMs: number, random: Random) => boolean;
  /** How the looks of a minute come: how many at once, each with an event that is so many milliseconds old. */
  readonly deliveries: (sinceStartMs: number, random: Random) => readonly number[];
}

/** Nothing goes wrong: a lead of three minutes, metrics a minute after their period, one look a minute. */
export const noMisfortune: Misfortunes = {
  censored: false,
  retries: 0,
  leadSeconds: () => 180,
  coldSeconds: 0,
  coldShare: 1,
  sizes: [1],
  capacityShare: () => 1,
  lossAt: () => 0,
  isLost: () => false,
  metricDelaySeconds: () => 60,
  actFails: () => false,
  deliveries: () => [0],
};
