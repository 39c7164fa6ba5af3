import type { KeyspaceConfig } from '../config/keyspace.ts';
import type { Move } from '../moving/move.ts';
import type { ShardMap } from './shard-map.ts';
import type { Slot } from './slot.ts';

/** The first map: neighbouring slots in turn, each shard as many as its weight says. */
export function firstMap({ keyspace, bits, seed, shards }: KeyspaceConfig): ShardMap {
  const all = Object.entries(shards).map(([name, { weight }]) => ({ name, weight }));
  const slots = 2 ** bits;
  const owner = new Uint16Array(slots);
  const given = all.map(() => 0);
  for (let slot = 0; slot < slots; slot++) {
    const next = leastServed(all, given);
    owner[slot] = next;
    given[next] = (given[next] ?? 0) + 1;
  }
  const epoch = new Uint32Array(slots).fill(1);
  return { keyspace, version: 1, bits, seed, shards: all, owner, epoch, pins: new Map() };
}

function leastServed(shards: ShardMap['shards'], given: readonly number[]): number {
  const served = (index: number) => ((given[index] ?? 0) + 1) / (shards[index]?.weight ?? 1);
  return shards.reduce((best, _, index) => (served(index) < served(best) ? index : best), 0);
}

/** A slot as the first map has it. */
export function firstSlot(map: ShardMap, slot: number): Slot {
  const shard = map.shards[map.owner[slot] ?? 0]?.name ?? '';
  return { slot, shard, epoch: map.epoch[slot] ?? 0, is: 'owned', move: null, pinned: null, movedAtMs: null };
}

/** The slot that a pin makes, before it has come anywhere: epoch 0 was never open. */
export function pinSlot({ id, to }: Move, slot: number): Slot {
  return { slot, shard: to, epoch: 0, is: 'moving', move: id, pinned: null, movedAtMs: null };
}
