import type { Capacity } from '../observation.ts';
import { isUnknown, type PoolTold, type PoolUnknown } from './pool-told.ts';

type Pool = Pick<PoolTold, 'set' | 'ready' | 'coming'> | PoolUnknown;

/** A pool as it was seen, for people: `14 prepared (9 ready, 1 coming)`. */
export function tellPool(pool: Pool): string {
  if (isUnknown(pool)) return 'a pool that cannot be read';
  const { set, coming } = pool;
  if (set === null) return 'no pool';
  const also = coming > 0 ? `, ${coming} coming` : '';
  return `${set.prepared === null ? 'a pool of whatever may run' : `${set.prepared} prepared`} (${tellReady(pool)}${also})`;
}

/** How many stand ready. */
export function tellReady(pool: Pool): string {
  return isUnknown(pool) ? 'nobody knows how many ready' : `${pool.ready} ready`;
}

/** What was asked for: to run, and with what is to stand prepared. */
export function tellAsked({ asked }: Pick<Capacity, 'asked'>, pool: Pool): string | number {
  const prepared = isUnknown(pool) ? null : (pool.set?.prepared ?? null);
  return prepared === null || prepared <= asked ? asked : `${asked} of ${prepared} prepared`;
}
