import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Measured } from '../../../../core/sharding/planning/load.ts';
import { getMetricData } from '../../../sources/cloudwatch/get-metric-data.ts';
import { metricQuery } from '../../../sources/cloudwatch/metric-query.ts';

/** What a table is measured with, and how long there is, milliseconds. */
export interface TableMeasureParts {
  readonly dynamoDb: Pick<DynamoDBClient, 'send'>;
  readonly cloudWatch: Pick<CloudWatchClient, 'send'>;
  readonly leftMs: number;
}

const periodSeconds = 300;
/** CloudWatch has the metrics of DynamoDB by then. */
const delayMs = 120_000;
const firstLookMs = 3_600_000;

/**
 * What a table has consumed since its last measure, in equal parts for each of its slots: nobody counts by slot there. Bytes
 * are DynamoDB's own count, which it renews about every six hours.
 */
export async function measureTable(
  { dynamoDb, cloudWatch, leftMs }: TableMeasureParts,
  tableName: string,
  slots: readonly number[],
  was: Measured | null,
  atMs: number,
): Promise<Measured> {
  const periodMs = periodSeconds * 1000;
  const toMs = Math.floor((atMs - delayMs) / periodMs) * periodMs;
  const fromMs = Math.floor(((was?.atMs ?? atMs - firstLookMs) - delayMs) / periodMs) * periodMs;
  const range = { fromMs, toMs };
  const consumed = toMs > fromMs ? await consumedUnits(cloudWatch, tableName, range, leftMs) : 0;
  const { Table } = await dynamoDb.send(new DescribeTableCommand({ TableName: tableName }));
  const each = 1 / Math.max(1, slots.length);
  const before = new Map(was?.slots.map(({ slot, work }) => [slot, work]));
  const bytes = Math.round((Table?.TableSizeBytes ?? 0) * each);
  return { atMs, slots: slots.map((slot) => ({ slot, work: (before.get(slot) ?? 0) + consumed * each, bytes })) };
}

async function consumedUnits(
  cloudWatch: TableMeasureParts['cloudWatch'],
  TableName: string,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  leftMs: number,
): Promise<number> {
  const queries = ['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits'].map((metricName) =>
    metricQuery(
      { namespace: 'AWS/DynamoDB', metricName, dimensions: { TableName }, stat: 'Sum' },
      periodSeconds,
      fromMs,
      toMs,
    ),
  );
  const series = await getMetricData(cloudWatch, queries, leftMs);
  return [...series.values()].flatMap(({ points }) => points).reduce((sum, { value }) => sum + value, 0);
}
