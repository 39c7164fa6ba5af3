import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { targets, targetsOnAws } from '../../adapters/scaling/targets/catalogue.ts';
import { Refusal } from '../../core/model/errors.ts';
import type { TargetConfig } from '../../core/scaling/config/target-kinds.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

const aws = await localAwsOrNone({ moto: true });
const endpoints = aws === null ? [] : [['MiniStack', aws.endpoint] as const, ['moto', aws.motoEndpoint ?? ''] as const];
const term = { leftMs: () => 60_000 };
const place = { account: null, region: null };
const applied = { is: 'applied', because: null };

afterAll(() => aws?.stop());

type Throughput = TargetConfig<'dynamodb-throughput'>;
const ofOrders = (throughput: Throughput['throughput'], indexName: string | null = null): Throughput => ({
  ...{ kind: 'dynamodb-throughput', ...place, tableName: 'orders', indexName, throughput },
});

async function makeTable(): Promise<void> {
  const ProvisionedThroughput = { ReadCapacityUnits: 4, WriteCapacityUnits: 7 };
  const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
  const key = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' as const });
  await new DynamoDBClient().send(
    new CreateTableCommand({
      ...{ TableName: 'orders', ProvisionedThroughput, KeySchema: [key('id')] },
      AttributeDefinitions: [attribute('id'), attribute('user')],
      GlobalSecondaryIndexes: [
        {
          ...{ IndexName: 'by-user', ProvisionedThroughput, KeySchema: [key('user')] },
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
}

describe.each(endpoints)('tiers on %s', (emulator, endpoint) => {
  let target: ReturnType<typeof targets>;
  const only = (name: string) => (name === emulator ? test : () => {});

  beforeAll(async () => {
    process.env.AWS_ENDPOINT_URL = endpoint;
    const makers = targetsOnAws();
    target = targets({ makers, account: aws?.accountId ?? null, leftMs: () => 10_000, random: Math.random });
    await makeTable();
  });

  test('reads and writes of a table, and of an index, are changed each by itself', async () => {
    for (const config of [ofOrders('ReadCapacityUnits'), ofOrders('ReadCapacityUnits', 'by-user')]) {
      expect(await target.capacity(config)).toMatchObject({ asked: 4, running: 4, inFlight: 0 });
      for (const units of [9, 9, 6]) expect(await target.setCapacity(config, { units }, term)).toEqual(applied);
      expect(await target.capacity(config)).toMatchObject({ asked: 6, running: 6 });
    }
    const { Table } = await new DynamoDBClient().send(new DescribeTableCommand({ TableName: 'orders' }));
    const kept = { ReadCapacityUnits: 6, WriteCapacityUnits: 7 };
    expect(Table).toMatchObject({
      ProvisionedThroughput: kept,
      GlobalSecondaryIndexes: [{ ProvisionedThroughput: kept }],
    });
  });

  test('a table that does not exist is a refusal, read or changed', async () => {
    const gone: Throughput = { ...ofOrders('ReadCapacityUnits'), tableName: 'gone' };
    await expect(target.capacity(gone)).rejects.toThrow(Refusal);
    expect((await target.setCapacity(gone, { units: 3 }, term)).is).toBe('refused');
  });

  only('MiniStack')('the most that a table on demand serves is changed, and the other kept', async () => {
    const client = new DynamoDBClient();
    await client.send(
      new CreateTableCommand({
        ...{ TableName: 'events', BillingMode: 'PAY_PER_REQUEST' },
        OnDemandThroughput: { MaxReadRequestUnits: 100, MaxWriteRequestUnits: 50 },
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      }),
    );
    const most: Throughput = { ...ofOrders('MaxReadRequestUnits'), tableName: 'events' };
    expect(await target.capacity(most)).toMatchObject({ asked: 100 });
    expect(await target.setCapacity(most, { units: 40 }, term)).toEqual(applied);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'events' }));
    expect(Table?.OnDemandThroughput).toEqual({ MaxReadRequestUnits: 40, MaxWriteRequestUnits: 50 });
  });
});
