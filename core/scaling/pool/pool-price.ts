import { instanceUsdPerHour } from '../../prices/instance-price.ts';
import { priceBook } from '../../prices/price-book.ts';
import type { WarmPool } from '../config/warm-pool.ts';

const hoursPerMonth = 730;
/** About 90 GiB beside an m6i.large: where nobody has told what a unit is made of, a pool has to save more than that. */
const unknownPrice = 0.1;

/**
 * What a unit that stands prepared costs, as a share of one that runs: its volumes, at the list prices of the price book. The
 * memory of one that is hibernated lies on its root volume, which has room for it.
 */
export function poolPrice({ price, unit, poolState }: Pick<WarmPool, 'price' | 'unit' | 'poolState'>): number {
  if (price !== null) return price;
  if (poolState === 'Running') return 1;
  const perHour = unit && instanceUsdPerHour(unit.instanceType);
  if (unit === null || perHour === null) return unknownPrice;
  return Math.min(1, (unit.volumeGib * priceBook.gp3UsdPerGbMonth.value) / hoursPerMonth / perHour);
}
