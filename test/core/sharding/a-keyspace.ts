import { memoryKeyspaces } from '../../../adapters/sharding/map/memory.ts';
import type { KeyspaceInput } from '../../../core/sharding/config/keyspace.ts';
import { parseKeyspace } from '../../../core/sharding/config/parse-keyspace.ts';
import { aMap } from './map/a-map.ts';
import { memoryPlanning } from './memory-planning.ts';

const shard = (host: string) => ({ kind: 'postgres', host, database: 'shop', ownerSecretArn: `arn:${host}` }) as const;

/** Stores in memory with a keyspace `shop` of 8 slots on `a` and `b`, measured so that each slot did this much in an hour. */
export async function aKeyspace(loads: readonly number[] = [], config: Partial<KeyspaceInput> = {}, hourMs = 0) {
  const keyspaces = memoryKeyspaces();
  const planning = memoryPlanning();
  keyspaces.putConfig(parseKeyspace('shop', { bits: 3, shards: { a: shard('a'), b: shard('b') }, ...config }));
  await keyspaces.create(aMap());
  const measured = loads.map((load, slot) => ({ slot, hourMs, load, bytes: 1000 }));
  if (loads.length > 0) await planning.putMeasured('shop', 'a', { atMs: hourMs, slots: [] }, measured);
  return { keyspaces, planning, random: () => 0.5 };
}
