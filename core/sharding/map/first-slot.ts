import type { Move } from '../moving/move.ts';
import type { ShardMap } from './shard-map.ts';
import type { Slot } from './slot.ts';

/** A slot as the first map has it. */
export function firstSlot(map: ShardMap, slot: number): Slot {
  const shard = map.shards[map.owner[slot] ?? 0]?.name ?? '';
  return { slot, shard, epoch: map.epoch[slot] ?? 0, is: 'owned', move: null, pinned: null, movedAtMs: null };
}

/** The slot that a pin makes, before it has come anywhere: epoch 0 was never open. */
export function pinSlot({ id, to }: Move, slot: number): Slot {
  return { slot, shard: to, epoch: 0, is: 'moving', move: id, pinned: null, movedAtMs: null };
}
