import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { packMap, UnreadableMap, unpackMap } from '../../../core/sharding/map/map-blob.ts';
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

/** The most slots, 2^16, take 0.4 MB; the rest is for the keys of pins, which an item of 400 KB has to hold deflated. */
const mostMapBytes = 4 * 1024 * 1024;

function inflate(keyspace: string, bytes: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(bytes, { maxOutputLength: mostMapBytes });
  } catch (error) {
    const why = `it does not inflate to a map of at most ${mostMapBytes} bytes`;
    throw new UnreadableMap(`blob of the keyspace ${keyspace}: ${why}; restore the table's item`, { cause: error });
  }
}

/** Throws `UnreadableMap` where the bytes are of another release, or broken. */
export function readHead(keyspace: string, item: Item): ShardMap {
  return {
    keyspace,
    version: Number(item.version?.N ?? 0),
    bits: Number(item.bits?.N ?? 0),
    seed: Number(item.seed?.N ?? 0),
    shards: JSON.parse(item.shards?.S ?? '[]') as ShardOfMap[],
    ...unpackMap(inflate(keyspace, item.blob?.B ?? new Uint8Array())),
  };
}
