import type { ShardMap, ShardOfMap } from './shard-map.ts';

/** The map with shards that it did not know added at the end, and weights as given; the same map where nothing differs. */
export function withShards(map: ShardMap, given: readonly ShardOfMap[]): ShardMap {
  const weights = new Map(given.map(({ name, weight }) => [name, weight]));
  const known = map.shards.map(({ name, weight }) => ({ name, weight: weights.get(name) ?? weight }));
  const added = given.filter(({ name }) => !map.shards.some((shard) => shard.name === name));
  const same = added.length === 0 && known.every(({ weight }, index) => weight === map.shards[index]?.weight);
  return same ? map : { ...map, version: map.version + 1, shards: [...known, ...added] };
}
