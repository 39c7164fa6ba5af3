import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTable } from '../../adapters/indexing/tables/read-tables.ts';
import { cloudWatchSource } from '../../adapters/sources/cloudwatch/cloudwatch.ts';
import { adviseTable } from '../../core/indexing/tables/advise-table.ts';
import { runHeadroom } from '../cli/run-headroom.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

const aws = await localAwsOrNone({ enforceIam: true });
const hourMs = 3_600_000;
const thisHourMs = Math.floor(Date.now() / hourMs) * hourMs;

afterAll(() => aws?.stop());

describe.runIf(aws !== null)('headroom indexes tables', () => {
  const tables = new DynamoDBClient({});
  const metrics = new CloudWatchClient({});

  /** So much in each hour of `hours`, counted from this one. */
  const count = async (metric: string, value: number, hours: readonly number[], more: Record<string, string> = {}) => {
    const dimensions = Object.entries({ TableName: 'orders', ...more }).map(([Name, Value]) => ({ Name, Value }));
    const MetricData = hours.map((hour) => ({
      ...{ MetricName: metric, Dimensions: dimensions, Timestamp: new Date(thisHourMs + hour * hourMs) },
      ...(metric === 'SuccessfulRequestLatency'
        ? { StatisticValues: { SampleCount: value, Sum: 5 * value, Minimum: 5, Maximum: 5 } }
        : { Value: value }),
    }));
    await metrics.send(new PutMetricDataCommand({ Namespace: 'AWS/DynamoDB', MetricData }));
  };
  const [past, coming] = [
    Array.from({ length: 48 }, (_, at) => -1 - at),
    Array.from({ length: 24 }, (_, at) => 1 + at),
  ];

  beforeAll(async () => {
    if (aws === null) return;
    const key = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' }) as const;
    await tables.send(
      new CreateTableCommand({
        ...{ TableName: 'orders', BillingMode: 'PAY_PER_REQUEST', AttributeDefinitions: [key('id'), key('customer')] },
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'by-customer',
            KeySchema: [{ AttributeName: 'customer', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'KEYS_ONLY' },
          },
        ],
      }),
    );
    await tables.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: '1' }, customer: { S: 'a' } } }));
    for (const hours of [past, coming]) {
      await count('ConsumedReadCapacityUnits', 50_000, hours);
      await count('ConsumedWriteCapacityUnits', 400, hours);
      await count('SuccessfulRequestLatency', 30, hours, { Operation: 'Scan' });
      await count('ReturnedItemCount', 300, hours, { Operation: 'Scan' });
      await count('ConsumedWriteCapacityUnits', 400, hours, { GlobalSecondaryIndexName: 'by-customer' });
    }
    await count('WriteKeyRangeThroughputThrottleEvents', 12, [-3]);
  });

  it('tells of the tables of an account what they read in vain, and which keys are hot', async () => {
    const { stdout, exitCode } = await runHeadroom(['indexes', 'tables', '--days', '2'], aws?.environment);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /orders: at least 100 % of what was read was thrown away, \$4\.49 a month: .* 1,440 calls of Scan/,
    );
    expect(stdout).toContain('orders: 12 writes of the table were refused in 1 hour ');
    expect(stdout).toContain('orders: nothing can be said of index by-customer: the table is younger');
    const { stdout: json } = await runHeadroom(
      ['indexes', 'tables', 'orders', '--days', '2', '--json'],
      aws?.environment,
    );
    expect(JSON.parse(json)).toEqual([
      expect.objectContaining({
        table: 'orders',
        isOnDemand: true,
        advice: expect.arrayContaining([expect.objectContaining({ is: 'missing index' })]),
      }),
    ]);
  });

  it('names the tables that there are where one is not', async () => {
    const { stderr, exitCode } = await runHeadroom(['indexes', 'tables', 'order'], aws?.environment);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('no table order; there are: orders');
  });

  it('has for an index that nobody reads what AWS takes to make it again', async () => {
    const source = cloudWatchSource({ client: metrics, leftMs: () => 60_000, nowMs: () => thisHourMs + 26 * hourMs });
    const range = { fromMs: thisHourMs + hourMs, toMs: thisHourMs + 25 * hourMs };
    const facts = await readTable(tables, source, 'orders', range);
    const advice = adviseTable(facts).find((one) => one.is === 'unused index');
    expect(advice).toMatchObject({ index: 'by-customer', writeUnits: 9600 });
    const [{ Create: again } = { Create: {} }] = (
      advice as unknown as { definition: { GlobalSecondaryIndexUpdates: { Create: object }[] } }
    ).definition.GlobalSecondaryIndexUpdates;
    await tables.send(
      new CreateTableCommand({
        ...{
          TableName: 'again',
          BillingMode: 'PAY_PER_REQUEST',
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        },
        AttributeDefinitions: ['id', 'customer'].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
        GlobalSecondaryIndexes: [again as never],
      }),
    );
    const made = await readTable(tables, source, 'again', range);
    expect(made.indexes.map(({ name, definition }) => ({ name, definition }))).toEqual([
      { name: 'by-customer', definition: facts.indexes[0]?.definition },
    ]);
  });

  it('tells of the tables that may be read where one may not', async () => {
    const iam = new IAMClient({});
    await iam.send(new CreateUserCommand({ UserName: 'reader' }));
    const [lists, describes] = [['dynamodb:ListTables', 'cloudwatch:GetMetricData'], ['dynamodb:DescribeTable']];
    const Statement = [
      { Effect: 'Allow', Action: lists, Resource: '*' },
      { Effect: 'Allow', Action: describes, Resource: '*:table/orders' },
    ];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new PutUserPolicyCommand({ UserName: 'reader', PolicyName: 'reads', PolicyDocument }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'reader' }));
    const keys = {
      AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId ?? '',
      AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey ?? '',
    };
    const { stdout, exitCode } = await runHeadroom(['indexes', 'tables', '--days', '2'], {
      ...aws?.environment,
      ...keys,
    });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /again: nothing can be said of the table: .*may not call DynamoDB DescribeTable .*dynamodb:DescribeTable/,
    );
    expect(stdout).toContain('of what was read was thrown away');
  });
});
