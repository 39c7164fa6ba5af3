import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readCredentials } from '../../adapters/shards/client/secret-credentials.ts';
import { measureTable } from '../../adapters/shards/dynamodb-table/measure-table.ts';
import { connect } from '../../adapters/shards/postgres/connect.ts';
import { measureSlots } from '../../adapters/shards/postgres/measure-slots.ts';
import type { ShardConfig } from '../../core/model/keyspace.ts';
import type { Measured } from '../../core/sharding/planning/load.ts';
import type { Slot } from '../../core/sharding/slot.ts';
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
