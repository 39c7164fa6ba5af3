import type { Capacity } from '../observation.ts';
import { type PoolSet, togetherBy } from './pool-set.ts';
import { isUnknown, type PoolTold, type PoolUnknown } from './pool-told.ts';

type Pool = Pick<PoolTold, 'set' | 'ready' | 'coming'> | PoolUnknown;

/** A pool as it was seen, for people: `14 prepared (9 ready, 1 coming)`. */
export function tellPool(pool: Pool): string {
  if (isUnknown(pool)) return 'a pool that cannot be read';
  const { set, coming } = pool;
  if (set === null) return 'no pool';
  const also = coming > 0 ? `, ${coming} coming` : '';
  return `${tellSize(set)} (${tellReady(pool)}${also})`;
}

function tellSize({ minSize, prepared }: PoolSet): string {
  if (prepared === null) return 'a pool of whatever may run';
  return prepared === 0 ? `${minSize} prepared beside what runs` : `${prepared} prepared`;
}

/** How many stand ready. */
export function tellReady(pool: Pool): string {
  return isUnknown(pool) ? 'nobody knows how many ready' : `${pool.ready} ready`;
}

/** What was asked for: to run, and with what is to stand prepared. */
export function tellAsked({ asked }: Pick<Capacity, 'asked'>, pool: Pool): string | number {
  const set = isUnknown(pool) ? null : pool.set;
  const prepared = set === null || set.prepared === null ? asked : togetherBy(set, asked, null);
  return prepared <= asked ? asked : `${asked} of ${prepared} prepared`;
}
