import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateAliasCommand,
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  GetEventSourceMappingCommand,
  LambdaClient,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { targets, targetsOnAws } from '../../adapters/scaling/targets/catalogue.ts';
import { Refusal } from '../../core/model/errors.ts';
import type { TargetConfig } from '../../core/scaling/config/target-kinds.ts';
import { deployFunction } from './deploy-function.ts';
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

async function makeFunction(): Promise<void> {
  const client = new LambdaClient();
  const role = { RoleName: 'runs', AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}' };
  const { Role } = await new IAMClient().send(new CreateRoleCommand(role));
  const FunctionName = 'checkout';
  // The smallest zip there is: what runs is not what is tried.
  const ZipFile = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]);
  const made = { FunctionName, Role: Role?.Arn, Runtime: 'nodejs24.x', Handler: 'index.handler', Code: { ZipFile } };
  await client.send(new CreateFunctionCommand(made as CreateFunctionCommandInput));
  const { Version } = await client.send(new PublishVersionCommand({ FunctionName }));
  await client.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: Version }));
}

describe.each(endpoints)('tiers on %s', (emulator, endpoint) => {
  let target: ReturnType<typeof targets>;
  const only = (name: string) => (name === emulator ? test : () => {});

  beforeAll(async () => {
    process.env.AWS_ENDPOINT_URL = endpoint;
    const makers = targetsOnAws();
    target = targets({ makers, account: aws?.accountId ?? null, leftMs: () => 10_000, random: Math.random });
    await makeTable();
    await makeFunction();
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

  only('MiniStack')('what is provisioned for an alias is read, changed and taken away', async () => {
    const live = { kind: 'lambda-concurrency', ...place, functionName: 'checkout', aliasName: 'live' } as const;
    expect(await target.capacity(live)).toMatchObject({ asked: 0, running: 0, rations: { busyBecause: null } });
    for (const units of [5, 5, 3]) expect(await target.setCapacity(live, { units }, term)).toEqual(applied);
    const { asked, running, inFlight } = await target.capacity(live);
    expect({ asked, all: running + inFlight }).toEqual({ asked: 3, all: 3 });
    for (const _ of [1, 2]) expect(await target.setCapacity(live, { units: 0 }, term)).toEqual(applied);
    expect(await target.capacity(live)).toMatchObject({ asked: 0 });
    await expect(target.capacity({ ...live, aliasName: 'gone' })).rejects.toThrow(Refusal);
  });

  only('MiniStack')('whatever a function of Node scales is asked, told, and refused in its words', async () => {
    if (aws === null) throw new Error('the local AWS is not there');
    const source = `
      const pools: Record<string, number> = { printers: 2 };
      export const handler = async ({ headroom, resource, units }: any) => {
        if (pools[resource] === undefined) return { refused: 'no such pool; remove the scalable' };
        if (headroom === 'capacity') return { asked: pools[resource], running: pools[resource], min: 1, max: 9 };
        if (units > 9) return { refused: 'there are 9 printers' };
        pools[resource] = units;
        return {};
      };`;
    await deployFunction(aws, 'scales', source, []);
    const printers = { kind: 'custom-lambda', ...place, functionName: 'scales', resource: 'printers' } as const;
    expect(await target.capacity(printers)).toMatchObject({ asked: 2, running: 2, min: 1, max: 9 });
    for (const units of [5, 5, 3]) expect(await target.setCapacity(printers, { units }, term)).toEqual(applied);
    expect(await target.capacity(printers)).toMatchObject({ asked: 3 });
    const refused = await target.setCapacity(printers, { units: 12 }, term);
    expect(refused).toMatchObject({ is: 'refused', because: { error: expect.stringContaining('9 printers') } });
    await expect(target.capacity({ ...printers, resource: 'plotters' })).rejects.toThrow(Refusal);
  });

  test('what is reserved for a function is read and changed, and refused where there is none', async () => {
    const reserved = { kind: 'lambda-concurrency', ...place, functionName: 'checkout', aliasName: null } as const;
    await expect(target.capacity(reserved)).rejects.toThrow(/reserve some first/);
    const first = { FunctionName: 'checkout', ReservedConcurrentExecutions: 7 };
    await new LambdaClient().send(new PutFunctionConcurrencyCommand(first));
    for (const units of [9, 9, 4]) expect(await target.setCapacity(reserved, { units }, term)).toEqual(applied);
    expect(await target.capacity(reserved)).toMatchObject({ asked: 4, running: 4 });
  });

  test('the maximum concurrency of a queue is read and changed, and its batches stay as they are', async () => {
    const client = new LambdaClient();
    const { QueueUrl } = await new SQSClient().send(new CreateQueueCommand({ QueueName: 'mail' }));
    const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
    const { Attributes } = await new SQSClient().send(asked);
    const EventSourceArn = Attributes?.QueueArn;
    const made = { FunctionName: 'checkout', EventSourceArn, BatchSize: 3, ScalingConfig: { MaximumConcurrency: 5 } };
    const { UUID: uuid = '' } = await client.send(new CreateEventSourceMappingCommand(made));
    const source = { kind: 'lambda-event-source', ...place, uuid, polling: 'MaximumConcurrency' } as const;
    expect(await target.capacity(source)).toMatchObject({ asked: 5, min: 2, max: 1000 });
    for (const units of [9, 9, 4]) expect(await target.setCapacity(source, { units }, term)).toEqual(applied);
    expect(await target.capacity(source)).toMatchObject({ asked: 4, running: 4 });
    const now = await client.send(new GetEventSourceMappingCommand({ UUID: uuid }));
    expect(now).toMatchObject({ BatchSize: 3, ScalingConfig: { MaximumConcurrency: 4 } });
    await expect(target.capacity({ ...source, polling: 'MinimumPollers' })).rejects.toThrow(/takes no provisioned/);
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
