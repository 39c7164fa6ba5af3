/** What purging costs, and how much of what did not change may be purged with what did. */
export interface Prices {
  readonly dollarsPerItem: number;
  /** Items that are still free this month. */
  readonly freeItems: number;
  /** What an item is weighed by beside its price, since it takes a turn that others wait for; nobody pays it. */
  readonly dollarsPerTurn: number;
  /** What it costs to fetch an object anew from the origin that would have stayed. */
  readonly dollarsPerRefetch: number;
  /** Most objects that did not change and may be purged all the same. */
  readonly mostCollateral: number;
  /** Most wildcards that may be used; 0 where the CDN has none. */
  readonly mostWildcards: number;
}

/** Dollars for some items and the objects that they purge without need. */
export function dollarsFor(items: number, collateral: number, prices: Prices): number {
  return prices.dollarsPerItem * Math.max(0, items - prices.freeItems) + prices.dollarsPerRefetch * collateral;
}
