import type { Lease } from '../../core/ports.ts';
import type { Item } from './attributes.ts';

/** The condition that a lease is in an earlier term of the same owner: `#owner`, `:owner` and `:term` have to be given. */
export const earlierTerm = '#owner = :owner AND term < :term';

/** Whether an item is the lease in an earlier term of its owner. */
export function isEarlierTerm(lease: Lease, item: Item | null): boolean {
  return isOwn(lease, item) && Number(item?.term?.N) < lease.term;
}

/** Whether an item is the lease in this very term. */
export function isTerm(lease: Lease, item: Item | null): boolean {
  return isOwn(lease, item) && Number(item?.term?.N) === lease.term;
}

/** Whether an item is the lease of this owner, in whatever term. */
export function isOwn(lease: Lease, item: Item | null): boolean {
  return item?.owner?.S === lease.owner;
}
