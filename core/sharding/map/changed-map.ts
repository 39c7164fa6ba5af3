import { Refusal } from '../../model/errors.ts';
import type { Flip } from '../ports.ts';
import type { ShardMap, ShardOfMap } from './shard-map.ts';

/** The map after a flip, one version on. Throws `Refusal` where it names a shard that the map does not know. */
export function flipped(map: ShardMap, { slots, pin, unpin }: Flip): ShardMap {
  const most = slots.reduce((size, { slot }) => Math.max(size, slot + 1), map.owner.length);
  const owner = new Uint16Array(most);
  const epoch = new Uint32Array(most);
  owner.set(map.owner);
  epoch.set(map.epoch);
  for (const one of slots) {
    owner[one.slot] = indexOf(map, one.shard);
    epoch[one.slot] = one.epoch;
  }
  const pins = new Map(map.pins);
  if (pin !== null) pins.set(pin.key, pin.slot);
  if (unpin !== null) pins.delete(unpin);
  return { ...map, version: map.version + 1, owner, epoch, pins };
}

function indexOf({ keyspace, shards }: ShardMap, name: string): number {
  const index = shards.findIndex((shard) => shard.name === name);
  if (index >= 0) return index;
  throw new Refusal(`the map of "${keyspace}" knows no shard "${name}"; deploy its config, then add the shard`);
}

/** The map with shards that it did not know added at the end, and weights as given; the same map where nothing differs. */
export function withShards(map: ShardMap, given: readonly ShardOfMap[]): ShardMap {
  const weights = new Map(given.map(({ name, weight }) => [name, weight]));
  const known = map.shards.map(({ name, weight }) => ({ name, weight: weights.get(name) ?? weight }));
  const added = given.filter(({ name }) => !map.shards.some((shard) => shard.name === name));
  const same = added.length === 0 && known.every(({ weight }, index) => weight === map.shards[index]?.weight);
  return same ? map : { ...map, version: map.version + 1, shards: [...known, ...added] };
}
