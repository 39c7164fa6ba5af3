import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { connect } from '../../adapters/postgres/connect.ts';
import { readCredentials } from '../../adapters/postgres/secret-credentials.ts';
import { measureTable } from '../../adapters/sharding/shards/dynamodb-table/measure-table.ts';
import { measureSlots } from '../../adapters/sharding/shards/postgres/measure-slots.ts';
import type { ShardConfig } from '../../core/sharding/config/keyspace.ts';
import type { Slot } from '../../core/sharding/map/slot.ts';
import type { Measured } from '../../core/sharding/planning/load.ts';
import type { MeasureShard } from './measure-shards.ts';

export interface ShardMeasureParts {
  readonly dynamoDb: Pick<DynamoDBClient, 'send'>;
  readonly cloudWatch: Pick<CloudWatchClient, 'send'>;
  readonly secrets: Pick<SecretsManagerClient, 'send'>;
  nowMs(): number;
  leftMs(): number;
}

/** Measures a shard of whichever kind it is. */
export function shardMeasure(parts: ShardMeasureParts): MeasureShard {
  return async (shard, config, held, was) => {
    const atMs = parts.nowMs();
    if (config.kind === 'postgres') return measurePostgres(parts, shard, config, held, atMs);
    const slots = held.map(({ slot }) => slot);
    return measureTable({ ...parts, leftMs: parts.leftMs() }, config.tableName, slots, was, atMs);
  };
}

async function measurePostgres(
  { secrets }: ShardMeasureParts,
  shard: string,
  { host, port, database, ownerSecretArn }: ShardConfig<'postgres'>,
  held: readonly Slot[],
  atMs: number,
): Promise<Measured> {
  const { user: username, password } = await readCredentials(secrets, shard, ownerSecretArn);
  const session = await connect(shard, { host, port, database, username, password });
  try {
    return await measureSlots(session, held, atMs);
  } finally {
    await session.end();
  }
}
