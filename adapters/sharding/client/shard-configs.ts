import { Refusal } from '../../../core/model/errors.ts';
import type { KeyspaceConfig } from '../../../core/sharding/config/keyspace.ts';
import type { ShardConfig } from '../../../core/sharding/config/shard-kinds.ts';
import type { KeyspaceStore } from '../../../core/sharding/ports.ts';
import { Kept } from '../../aws/kept.ts';

type Shards = KeyspaceConfig['shards'];

/** Where each shard of a keyspace is. Both reject with `Refusal` where it is nowhere, or is not PostgreSQL. */
export interface ShardConfigs {
  read(shard: string): Promise<ShardConfig<'postgres'>>;
  /** The same after the shard could not be reached there: it may have been restored elsewhere, and its config deployed anew. */
  readAgain(shard: string): Promise<ShardConfig<'postgres'>>;
}

/** A shard that is down is asked about by everybody who wants it. */
const leastMs = 5_000;

/** Read once, and again where a shard is asked for that was not there: it may have been added since. */
export function shardConfigs(
  store: Pick<KeyspaceStore, 'config'>,
  keyspace: string,
  nowMs: () => number,
): ShardConfigs {
  const kept = new Kept<Shards>({ forMs: Number.POSITIVE_INFINITY, nowMs });
  const load = async () => (await store.config(keyspace))?.shards ?? {};
  return {
    async read(shard) {
      const known = await kept.get(keyspace, load);
      return known[shard] === undefined
        ? onPostgres(shard, await kept.renew(keyspace, load, 0))
        : onPostgres(shard, known);
    },
    readAgain: async (shard) => onPostgres(shard, await kept.renew(keyspace, load, leastMs)),
  };

  function onPostgres(shard: string, shards: Shards): ShardConfig<'postgres'> {
    const found = shards[shard];
    if (found === undefined) {
      throw new Refusal(`shard "${shard}" of "${keyspace}" is in the map and not in the config; deploy its config`);
    }
    if (found.kind === 'postgres') return found;
    throw new Refusal(`shard "${shard}" is a ${found.kind}; transactions are for PostgreSQL`);
  }
}
