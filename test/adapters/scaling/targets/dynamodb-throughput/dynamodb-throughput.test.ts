import { describe, expect, test } from 'vitest';
import { dynamodbThroughputs } from '../../../../../adapters/scaling/targets/dynamodb-throughput/dynamodb-throughput.ts';
import { Refusal } from '../../../../../core/model/errors.ts';
import type { TargetConfig } from '../../../../../core/scaling/config/target-kinds.ts';
import { FakeApplicationAutoScaling } from '../any-kind/fake-application-auto-scaling.ts';
import { FakeDynamoDbTables, onDemand, table } from './fake-dynamodb-tables.ts';

type Config = TargetConfig<'dynamodb-throughput'>;

const config = (throughput: Config['throughput'], indexName: string | null = null): Config => ({
  ...{ kind: 'dynamodb-throughput', account: null, region: null, tableName: 'orders' },
  ...{ indexName, throughput },
});
const term = { leftMs: () => 60_000 };

function open(fake: FakeDynamoDbTables) {
  const clients = { reader: () => fake.client, actor: () => fake.client };
  return dynamodbThroughputs(
    { clients, account: null, leftMs: () => 5000, random: () => 0 },
    new FakeApplicationAutoScaling().readRivals(),
  );
}

describe('one number of a table', () => {
  test('and the other are changed one after the other, each as it is by then', async () => {
    const fake = new FakeDynamoDbTables([table('orders', 2)]);
    const target = open(fake);
    const both = await Promise.all([
      target.capacity(config('ReadCapacityUnits')),
      target.capacity(config('WriteCapacityUnits')),
    ]);
    expect(both.map(({ asked }) => asked)).toEqual([2, 7]);
    expect(fake.called('DescribeTable')).toBe(1);
    expect((await target.setCapacity(config('WriteCapacityUnits'), { units: 20 }, term)).is).toBe('applied');
    const early = await target.setCapacity(config('ReadCapacityUnits'), { units: 9 }, term);
    expect(early).toMatchObject({ is: 'failed', because: { error: expect.stringContaining('UPDATING') } });
    fake.settle();
    expect((await target.setCapacity(config('ReadCapacityUnits'), { units: 9 }, term)).is).toBe('applied');
    fake.settle();
    expect(fake.tables.get('orders')?.ProvisionedThroughput).toMatchObject({
      ...{ ReadCapacityUnits: 9, WriteCapacityUnits: 20 },
    });
  });

  test('of an index is that of the index alone', async () => {
    const fake = new FakeDynamoDbTables([table('orders', 2)]);
    const target = open(fake);
    await target.setCapacity(config('ReadCapacityUnits', 'by-user'), { units: 6 }, term);
    fake.settle();
    expect(await target.capacity(config('ReadCapacityUnits', 'by-user'))).toMatchObject({ asked: 6, running: 6 });
    expect(await target.capacity(config('ReadCapacityUnits'))).toMatchObject({ asked: 2 });
    await expect(target.capacity(config('ReadCapacityUnits', 'gone'))).rejects.toThrow(
      /index "gone".*remove the scalable/,
    );
  });

  test('is the most that is served of a table on demand, which has no decreases that are counted', async () => {
    const fake = new FakeDynamoDbTables([onDemand('orders', 100)]);
    const target = open(fake);
    expect(await target.capacity(config('MaxReadRequestUnits'))).toMatchObject({
      asked: 100,
      rations: { decreases: null },
    });
    await target.setCapacity(config('MaxReadRequestUnits'), { units: 40 }, term);
    fake.settle();
    expect(fake.tables.get('orders')?.OnDemandThroughput).toEqual({
      MaxReadRequestUnits: 40,
      MaxWriteRequestUnits: 50,
    });
  });

  test.each([
    ['is none where the table is on demand', onDemand('orders', 100), 'ReadCapacityUnits', /on demand/],
    ['is none where the table is provisioned', table('orders'), 'MaxReadRequestUnits', /provisioned/],
    ['is none where nothing is the most', onDemand('orders', undefined), 'MaxReadRequestUnits', /no maximum/],
    [
      'of a table with replicas is left to AWS',
      table('orders', 2, { Replicas: [{ RegionName: 'eu-west-1' }] }),
      'WriteCapacityUnits',
      /replicas/,
    ],
  ] as const)('%s', async (_, described, throughput, says) => {
    const target = open(new FakeDynamoDbTables([described]));
    await expect(target.capacity(config(throughput))).rejects.toThrow(says);
    await expect(target.capacity(config(throughput))).rejects.toThrow(Refusal);
  });

  test('tells the decreases that are made, and is refused one too many with what DynamoDB says', async () => {
    const fake = new FakeDynamoDbTables([table('orders', 20)]);
    const target = open(fake);
    for (const units of [18, 16, 14, 12]) {
      expect((await target.setCapacity(config('ReadCapacityUnits'), { units }, term)).is).toBe('applied');
      fake.settle();
    }
    const { rations } = await target.capacity(config('ReadCapacityUnits'));
    expect(rations?.decreases).toEqual({ today: 4, lastAtMs: 0, free: 4, everySeconds: 3600, mostToday: 27 });
    const fifth = await target.setCapacity(config('ReadCapacityUnits'), { units: 10 }, term);
    expect(fifth).toMatchObject({ is: 'refused', because: { says: expect.stringContaining('no more decreases') } });
    fake.nowMs = 3_600_000;
    expect((await target.setCapacity(config('ReadCapacityUnits'), { units: 10 }, term)).is).toBe('applied');
  });

  test('takes no change while an index of the table is being made', async () => {
    const GlobalSecondaryIndexes = [{ IndexName: 'new', IndexStatus: 'CREATING' as const }];
    const target = open(new FakeDynamoDbTables([table('orders', 2, { GlobalSecondaryIndexes })]));
    const { rations } = await target.capacity(config('ReadCapacityUnits'));
    expect(rations?.busyBecause).toMatchObject({ what: 'new', status: 'CREATING' });
  });
});
