import type { Because } from '../../model/reason.ts';
import type { PoolSet } from './pool-set.ts';

/**
 * What tells units apart from look to look: as many characters each as `markLength`, one after the other. Two may have one
 * mark; then a launch is taken for a start from the pool, once.
 */
export type Marks = string;
export const markLength = 3;

/** Units by what they do, as marks. */
export interface UnitsMarked {
  readonly serving: Marks;
  /** On their way to serving, from a launch or from the pool. */
  readonly starting: Marks;
  readonly ready: Marks;
  /** On their way to standing ready, from a launch or from serving. */
  readonly coming: Marks;
}

/** A pool of prepared units as its provider tells it. */
export interface PoolTold {
  /** What tells its target from others. */
  readonly of: string;
  /** How it is set; null where there is none. */
  readonly set: PoolSet | null;
  /**
   * Left out where its provider sizes running and pool together, so that their sum stays as what runs changes. `true` where
   * the pool is sized by itself, and has to follow each change of what runs: then its units are room, and whoever runs with a
   * place has had the long start.
   */
  readonly isApart?: true;
  /** Units that have had their long start and stand prepared. */
  readonly ready: number;
  /** Units on their way into it, from a launch or from serving. */
  readonly coming: number;
  /** Null where there are too many to follow, or each tells by itself whether it has had the long start. */
  readonly units: UnitsMarked | null;
  /** Why it may not be used until somebody mends it; null where it may. */
  readonly unusableBecause: Because | null;
  /** Why it cannot be changed just now, e.g. an instance refresh; null where it can. */
  readonly frozenBecause: Because | null;
}

/** Nobody knows how a pool stands. */
export interface PoolUnknown {
  readonly trouble: string;
}

export function isUnknown(pool: object): pool is PoolUnknown {
  return 'trouble' in pool;
}
