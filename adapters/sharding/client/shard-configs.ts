import { Refusal } from '../../../core/model/errors.ts';
import type { ShardConfig } from '../../../core/sharding/config/shard-kinds.ts';
import type { KeyspaceStore } from '../../../core/sharding/ports.ts';

/** Where each shard of a keyspace is. Read anew where one is asked for that was not there: it may have been added since. */
export function shardConfigs(
  store: Pick<KeyspaceStore, 'config'>,
  keyspace: string,
): (shard: string) => Promise<ShardConfig<'postgres'>> {
  let known: Readonly<Record<string, ShardConfig>> = {};
  return async (shard) => {
    if (known[shard] === undefined) known = (await store.config(keyspace))?.shards ?? {};
    const found = known[shard];
    if (found === undefined) {
      throw new Refusal(`shard "${shard}" of "${keyspace}" is in the map and not in the config; deploy its config`);
    }
    if (found.kind === 'postgres') return found;
    throw new Refusal(`shard "${shard}" is a ${found.kind}; transactions are for PostgreSQL`);
  };
}
