import {
  type DynamoDBClient,
  type TableDescription,
  UpdateTableCommand,
  type UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import type { WarmNow } from '../../../../core/scaling/warming/plan-warming.ts';

type Config = TargetConfig<'dynamodb-throughput'>;

/** What a table, or one of its indexes, serves at once, as it is described. */
export function warmOf({ indexName }: Pick<Config, 'indexName'>, table: TableDescription): WarmNow {
  const index = table.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === indexName);
  const told = indexName === null ? table.WarmThroughput : index?.WarmThroughput;
  const status = (indexName === null ? table.TableStatus : index?.IndexStatus) ?? 'ACTIVE';
  const { ReadUnitsPerSecond: reads = null, WriteUnitsPerSecond: writes = null } = told ?? {};
  return { reads, writes, isBusy: status !== 'ACTIVE' || told?.Status === 'UPDATING' };
}

/**
 * Raises what it serves at once. Names this number alone, so that the other stays. AWS takes it in its own time, and never back:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html
 */
export async function raiseWarm(
  client: Pick<DynamoDBClient, 'send'>,
  { tableName: TableName, indexName: IndexName, throughput }: Config,
  units: number,
  abortSignal: AbortSignal,
): Promise<void> {
  const WarmThroughput = throughput.includes('Read') ? { ReadUnitsPerSecond: units } : { WriteUnitsPerSecond: units };
  const input: UpdateTableCommandInput =
    IndexName === null
      ? { TableName, WarmThroughput }
      : { TableName, GlobalSecondaryIndexUpdates: [{ Update: { IndexName, WarmThroughput } }] };
  await client.send(new UpdateTableCommand(input), { abortSignal });
}
