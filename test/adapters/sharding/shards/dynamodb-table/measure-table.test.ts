import type { CloudWatchClient, GetMetricDataCommandInput } from '@aws-sdk/client-cloudwatch';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { measureTable } from '../../../../../adapters/sharding/shards/dynamodb-table/measure-table.ts';
import { FakeAws } from '../../../fake-aws.ts';

const atMs = Date.UTC(2026, 5, 1, 12, 7);

/** A table of 8,000 bytes that consumed 30 read and 10 write units in each of two periods. */
function aws() {
  const cloudWatch = new FakeAws<CloudWatchClient>({
    GetMetricData: ({ StartTime = new Date(0), MetricDataQueries = [] }: GetMetricDataCommandInput) => ({
      MetricDataResults: MetricDataQueries.map(({ Id, MetricStat }) => ({
        Id,
        Timestamps: [StartTime, new Date(StartTime.getTime() + 300_000)],
        Values: MetricStat?.Metric?.MetricName === 'ConsumedReadCapacityUnits' ? [30, 30] : [10, 10],
        StatusCode: 'Complete',
      })),
    }),
  });
  const dynamoDb = new FakeAws<DynamoDBClient>({ DescribeTable: () => ({ Table: { TableSizeBytes: 8000 } }) });
  return { cloudWatch, parts: { cloudWatch: cloudWatch.client, dynamoDb: dynamoDb.client, leftMs: 10_000 } };
}

describe('a measure of a table', () => {
  it('gives each slot its part of what was consumed since the last one, on top of what it had', async () => {
    const { cloudWatch, parts } = aws();
    const was = { atMs: atMs - 600_000, slots: [{ slot: 1, work: 100, bytes: 0 }] };
    expect(await measureTable(parts, 'orders', [1, 2], was, atMs)).toEqual({
      atMs,
      slots: [
        { slot: 1, work: 140, bytes: 4000 },
        { slot: 2, work: 40, bytes: 4000 },
      ],
    });
    expect(cloudWatch.calls[0]?.input).toMatchObject({
      StartTime: new Date(Date.UTC(2026, 5, 1, 11, 55)),
      EndTime: new Date(Date.UTC(2026, 5, 1, 12, 5)),
    });
  });

  it('asks for no period twice: what is not over yet waits for the next measure', async () => {
    const { cloudWatch, parts } = aws();
    const was = { atMs: atMs - 60_000, slots: [{ slot: 1, work: 7, bytes: 0 }] };
    const measured = await measureTable(parts, 'orders', [1], was, atMs - 1000);
    expect(measured.slots[0]?.work).toBe(7);
    expect(cloudWatch.calls).toEqual([]);
  });
});
