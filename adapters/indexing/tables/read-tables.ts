import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import {
  DescribeTableCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndexDescription,
  ListTablesCommand,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import {
  type Calls,
  type ReadOperation,
  readOperations,
  type TableFacts,
  type TableIndex,
  type Used,
} from '../../../core/indexing/tables/table-facts.ts';
import type { Series, Source } from '../../../core/readings/series.ts';
import { allPages } from '../../aws/all-pages.ts';

/** What tables are asked of. The source reads CloudWatch. */
export interface TableClients {
  readonly tables: Pick<DynamoDBClient, 'send'>;
  readonly metrics: Pick<CloudWatchClient, 'send'>;
}

interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

const periodSeconds = 3600;

/** The names of all tables of an account and Region. */
export function listTables(client: TableClients['tables']): Promise<readonly string[]> {
  return allPages(async (next) => {
    const { TableNames, LastEvaluatedTableName } = await client.send(
      new ListTablesCommand({ ...(next !== undefined && { ExclusiveStartTableName: next }) }),
    );
    return { items: TableNames, next: LastEvaluatedTableName };
  });
}

/**
 * A table with its global indexes, and what was used of them by the hour. Rejects where there is no such table.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export async function readTable(
  client: TableClients['tables'],
  source: Source,
  name: string,
  { fromMs, toMs }: Range,
): Promise<TableFacts> {
  const { Table: table = {} } = await client.send(new DescribeTableCommand({ TableName: name }));
  const read = async (metricName: string, stat: string, more: Readonly<Record<string, string>> = {}) => {
    const of = { kind: 'cloudwatch', namespace: 'AWS/DynamoDB', metricName, stat, periodSeconds } as const;
    const dimensions = { TableName: name, ...more };
    return (await source.read({ ...of, dimensions, delaySeconds: 60, witness: null }, fromMs, toMs)).metric;
  };
  const usedOf = async (more: Readonly<Record<string, string>>): Promise<Used> => {
    const [readUnits, writeUnits, hotReads, hotWrites] = await Promise.all([
      read('ConsumedReadCapacityUnits', 'Sum', more),
      read('ConsumedWriteCapacityUnits', 'Sum', more),
      read('ReadKeyRangeThroughputThrottleEvents', 'Sum', more),
      read('WriteKeyRangeThroughputThrottleEvents', 'Sum', more),
    ]);
    return { readUnits, writeUnits, hotReads, hotWrites };
  };
  const callsOf = async (Operation: ReadOperation): Promise<readonly [Calls, readonly Series[]]> => {
    const isList = Operation === 'Query' || Operation === 'Scan';
    const calls = await read('SuccessfulRequestLatency', 'SampleCount', { Operation });
    const items = isList ? await read('ReturnedItemCount', 'Sum', { Operation }) : null;
    return [
      { calls: total(calls), items: items === null ? null : total(items) },
      items === null ? [calls] : [calls, items],
    ];
  };
  const [used, indexes, counted] = await Promise.all([
    usedOf({}),
    Promise.all(
      (table.GlobalSecondaryIndexes ?? []).map(async (index): Promise<TableIndex> => {
        const [indexName, bytes] = [index.IndexName ?? '', index.IndexSizeBytes ?? 0];
        const inUse = await usedOf({ GlobalSecondaryIndexName: indexName });
        return { name: indexName, bytes, definition: definitionOf(index, table), used: inUse };
      }),
    ),
    Promise.all(readOperations.map(async (operation) => [operation, ...(await callsOf(operation))] as const)),
  ]);
  const series = [...Object.values(used), ...counted.flatMap(([, , all]) => all)];
  return {
    ...{ name, used, indexes, fromMs, toMs },
    isOnDemand: table.BillingModeSummary?.BillingMode === 'PAY_PER_REQUEST',
    items: table.ItemCount ?? 0,
    bytes: table.TableSizeBytes ?? 0,
    createdAtMs: table.CreationDateTime?.getTime() ?? 0,
    reads: Object.fromEntries(counted.map(([operation, calls]) => [operation, calls])) as TableFacts['reads'],
    troubles: [...new Set(series.flatMap(({ trouble }) => trouble ?? []))],
  };
}

const total = ({ points }: Series) => points.reduce((sum, { value }) => sum + value, 0);

/** What makes it again. AWS describes more than it takes. */
function definitionOf(
  { IndexName, KeySchema = [], Projection, ProvisionedThroughput, OnDemandThroughput }: GlobalSecondaryIndexDescription,
  { AttributeDefinitions = [] }: TableDescription,
): Readonly<Record<string, unknown>> {
  const names = KeySchema.map(({ AttributeName }) => AttributeName);
  const { ReadCapacityUnits = 0, WriteCapacityUnits = 0 } = ProvisionedThroughput ?? {};
  return {
    AttributeDefinitions: AttributeDefinitions.filter(({ AttributeName }) => names.includes(AttributeName)),
    GlobalSecondaryIndexUpdates: [
      {
        Create: {
          ...{ IndexName, KeySchema, Projection },
          ...(WriteCapacityUnits > 0 && { ProvisionedThroughput: { ReadCapacityUnits, WriteCapacityUnits } }),
          ...(OnDemandThroughput !== undefined && { OnDemandThroughput }),
        },
      },
    ],
  };
}
