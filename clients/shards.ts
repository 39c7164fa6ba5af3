import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { PoolConfig } from 'pg';
import { readingClient } from '../adapters/aws/client-settings.ts';
import type { Credentials } from '../adapters/postgres/secret-credentials.ts';
import { readCredentials } from '../adapters/postgres/secret-credentials.ts';
import { itemsOfKeys } from '../adapters/sharding/client/items-of-keys.ts';
import { KeyReporter } from '../adapters/sharding/client/key-reporter.ts';
import { MapWatch } from '../adapters/sharding/client/map-watch.ts';
import { ShardClient } from '../adapters/sharding/client/shard-client.ts';
import { type ShardConfigs, shardConfigs } from '../adapters/sharding/client/shard-configs.ts';
import { ShardPools } from '../adapters/sharding/client/shard-pools.ts';
import { dynamoDbKeyspaces } from '../adapters/sharding/map/dynamodb.ts';
import { putKeyReport } from '../adapters/sharding/map/key-reports.ts';
import { Refusal } from '../core/model/errors.ts';
import type { KeyReport } from '../core/sharding/planning/key-report.ts';

export { CredentialsRefused, ShardDown } from '../adapters/postgres/shard-error.ts';
export type { Scattered } from '../adapters/sharding/client/scatter.ts';
export type { ShardClient } from '../adapters/sharding/client/shard-client.ts';
export * from '../adapters/sharding/client/shard-errors.ts';
export type { SlotTransaction } from '../adapters/sharding/client/slot-connection.ts';
export type { ItemAttributes } from '../adapters/sharding/shards/dynamodb-table/item-place.ts';
export type { KeyItems } from '../adapters/sharding/shards/dynamodb-table/table-items.ts';
export type { Route } from '../core/sharding/map/key-router.ts';

/** What `openShards` needs to know. */
export interface ShardsOptions {
  readonly keyspace: string;
  /** The table of keyspaces. */
  readonly tableName: string;
  /** @default a client of the process's Region and credentials */
  readonly dynamoDb?: DynamoDBClient;
  /** @default a client of the process's Region and credentials */
  readonly secrets?: Pick<SecretsManagerClient, 'send'>;
  /** User and password for a shard; asked again when the shard refuses them. @default what its `applicationSecretArn` holds */
  readonly credentials?: (shard: string) => Promise<Credentials>;
  /**
   * Whatever else a pool of connections takes, e.g. `{ max: 2 }` for each shard. @default TLS with the server's certificate
   * checked; in Lambda set NODE_EXTRA_CA_CERTS=/var/runtime/ca-cert.pem, which has the certificates of RDS
   */
  readonly pool?: PoolConfig;
  /**
   * For shards that are DynamoDB tables: whether each request says which fence it goes by. Without it a request must be over
   * 3 s after it was begun, which the client sees to as far as it can; with it a request may take any time, and costs at
   * least twice as much. @default false
   */
  readonly strict?: boolean;
  /** How often the map is read again while it is used; half as often to half as often again. @default 30 */
  readonly refreshSeconds?: number;
  /**
   * Whether this process says four times an hour which keys its transactions spend their time on, so that a plan can advise
   * to pin them. It takes the right to put items under `<keyspace>#heavy`, and puts keys there as they are. @default false
   */
  readonly reportKeys?: boolean;
  /** Told of what went wrong while nobody waited for it. @default nothing is said */
  readonly onTrouble?: (what: string, error: unknown) => void;
}

/**
 * Opens a keyspace for an application: one read of the map. Keep what it answers for the life of the process.
 * Rejects with `UnknownKeyspace` where there is no map of it.
 */
export async function openShards(options: ShardsOptions): Promise<ShardClient> {
  const { keyspace, tableName, refreshSeconds = 30, onTrouble = () => {} } = options;
  const client = options.dynamoDb ?? new DynamoDBClient({ ...readingClient });
  const { random } = Math;
  const table = { client, tableName, random };
  const store = dynamoDbKeyspaces(table);
  const watch = await MapWatch.open({ store, keyspace, refreshMs: refreshSeconds * 1000, random, onTrouble });
  const nowMs = () => Date.now();
  const { read: config, readAgain } = shardConfigs(store, keyspace, nowMs);
  const credentials = options.credentials ?? ((shard) => fromSecret(options, config, shard));
  const items = itemsOfKeys({ client, watch, store, keyspace, strict: options.strict ?? false, nowMs, random });
  const pools = new ShardPools({ config, readAgain, credentials, pool: { ssl: true, ...options.pool } });
  const reporting = { put: (report: KeyReport) => putKeyReport(table, keyspace, report), nowMs, random, onTrouble };
  const reporter = options.reportKeys === true ? { reporter: new KeyReporter(reporting) } : {};
  return new ShardClient({ keyspace, watch, store, pools, items, ...reporter, random, nowMs, pause });
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

async function fromSecret(
  { secrets }: ShardsOptions,
  config: ShardConfigs['read'],
  shard: string,
): Promise<Credentials> {
  const { applicationSecretArn } = await config(shard);
  if (applicationSecretArn === null) {
    throw new Refusal(
      `shard "${shard}" names no applicationSecretArn; give it one in the config, or open the shards with "credentials"`,
    );
  }
  const client = secrets ?? (await secretsClient());
  return readCredentials(client, shard, applicationSecretArn);
}

async function secretsClient(): Promise<SecretsManagerClient> {
  const { SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  return new SecretsManagerClient({ ...readingClient });
}
