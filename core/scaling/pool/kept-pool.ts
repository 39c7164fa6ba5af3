import type { PoolSet } from './pool-set.ts';
import type { Marks } from './pool-told.ts';

/** That a pool does not shorten the lead, as it was found. */
export interface GivenUp {
  readonly atMs: number;
  /** What was measured, seconds. */
  readonly warmLeadSeconds: number;
  readonly leadSeconds: number;
  /** What was said of the pool then, as JSON. Once something else is said, it is tried again. */
  readonly said: string;
}

/** What scaling remembers of a scalable's pool. `Kept` is what is remembered of deciding on running and pool together. */
export interface KeptPool<Kept> {
  /** How the pool was set before Headroom set it, null where there was none; left out while Headroom has set nothing. */
  readonly found?: PoolSet | null;
  /** The target that all this is about. */
  readonly of: string;
  /** Units that have had their long start; null where there are too many to follow. */
  readonly started: Marks | null;
  readonly together: Kept;
  /** Left out where the pool is not given up. */
  readonly givenUp?: GivenUp;
}
