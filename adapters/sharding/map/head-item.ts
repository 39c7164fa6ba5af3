import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { packMap, unpackMap } from '../../../core/sharding/map/map-blob.ts';
import type { ShardMap, ShardOfMap } from '../../../core/sharding/map/shard-map.ts';
import { type Item, number, text } from '../../table/attributes.ts';
import { toJsonText } from '../../table/json-text.ts';
import { headKey } from './keyspace-items.ts';

/** The map's changing part as one attribute. */
export const deflateMap = (map: ShardMap): Uint8Array => deflateRawSync(packMap(map), { level: 9 });

/** What a flip changes of the head; values for `version`, `shards` and `blob`. */
export function headValues(map: ShardMap) {
  return {
    version: number(map.version),
    shards: text(toJsonText(`the shards of ${map.keyspace}`, map.shards)),
    blob: { B: deflateMap(map) },
  };
}

/** A whole map as the item that clients read. */
export function headItem(map: ShardMap): Item {
  const life = { schema: number(1), bits: number(map.bits), seed: number(map.seed) };
  return { ...headKey(map.keyspace), ...life, ...headValues(map) };
}

/** Throws `UnreadableMap` where the bytes are of another release, or broken. */
export function readHead(keyspace: string, item: Item): ShardMap {
  return {
    keyspace,
    version: Number(item.version?.N ?? 0),
    bits: Number(item.bits?.N ?? 0),
    seed: Number(item.seed?.N ?? 0),
    shards: JSON.parse(item.shards?.S ?? '[]') as ShardOfMap[],
    ...unpackMap(inflateRawSync(item.blob?.B ?? new Uint8Array())),
  };
}
