import type { Fence } from './fence.ts';

/** Where the items of a slot are read and written; `stale` where the map that led here is out of date. */
export type Access = 'stale' | { readonly read: 'here' | 'there'; readonly write: 'here' | 'both' };

/**
 * What a client that came to a table by its map may do there. A slot without a fence has never moved, and so is the
 * table's that a map names.
 */
export function access(fence: Fence | null, mapEpoch: number, key: string): Access {
  if (fence === null) return { read: 'here', write: 'here' };
  if (fence.is === 'gone' || fence.epoch > mapEpoch) return 'stale';
  const isOther = fence.key !== null && fence.key !== key;
  if (fence.is === 'own' || isOther) return { read: 'here', write: 'here' };
  return { read: fence.is === 'dual' ? 'here' : 'there', write: 'both' };
}
