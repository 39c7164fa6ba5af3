import { randomBytes } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Refusal } from '../../../core/model/errors.ts';
import type { KeyspaceConfig } from '../../../core/sharding/config/keyspace.ts';
import { leaseMs, requestMs } from '../../../core/sharding/moving/tables/stale-ms.ts';
import type { KeyspaceStore } from '../../../core/sharding/ports.ts';
import { slotFences } from '../shards/dynamodb-table/slot-fences.ts';
import { type KeyItems, type TableRoute, tableItems } from '../shards/dynamodb-table/table-items.ts';
import { checkKey } from './check-key.ts';
import type { MapWatch } from './map-watch.ts';

/** What the items of keys are read and written with. */
export interface ItemsOfKeysParts {
  readonly client: DynamoDBClient;
  readonly watch: MapWatch;
  readonly store: Pick<KeyspaceStore, 'config'>;
  readonly keyspace: string;
  readonly strict: boolean;
  nowMs(): number;
  random(): number;
}

type Shards = KeyspaceConfig['shards'];

/** The items of keys in a keyspace whose shards are DynamoDB tables. */
export function itemsOfKeys({
  client,
  watch,
  store,
  keyspace,
  strict,
  ...time
}: ItemsOfKeysParts): (key: string) => KeyItems {
  const fences = slotFences({ client, leaseMs, nowMs: time.nowMs });
  const newId = () => randomBytes(12).toString('base64url');
  let shards: Shards = {};
  const load = async () => {
    shards = (await store.config(keyspace))?.shards ?? {};
  };
  const route = async (key: string): Promise<TableRoute> => {
    const { slot, shard, epoch } = watch.router.route(key);
    // A shard that was added since is not known yet; the fence may name one too.
    if (watch.router.map.shards.some(({ name }) => shards[name] === undefined)) await load();
    const tableOf = (name: string) => tableNamed(keyspace, shards, name);
    return { slot, epoch, tableName: tableOf(shard), tableOf };
  };
  const refresh = async () => void (await watch.refresh());
  const parts = { client, fences, strict, requestMs, route, refresh, newId, ...time };
  return (key) => {
    checkKey(key);
    return tableItems(parts, key);
  };
}

function tableNamed(keyspace: string, shards: Shards, name: string): string {
  const shard = shards[name];
  if (shard?.kind === 'dynamodb-table') return shard.tableName;
  if (shard !== undefined)
    throw new Refusal(`shard "${name}" is a ${shard.kind}; items are for DynamoDB tables, tx for PostgreSQL`);
  throw new Refusal(`shard "${name}" of "${keyspace}" is in the map and not in the config; deploy its config`);
}
