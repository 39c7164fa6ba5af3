import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runHeadroom } from './run-headroom.ts';

const target = { kind: 'dynamodb-throughput', tableName: 'orders', throughput: 'ReadCapacityUnits' };
const window = { from: '07:00', to: '21:00', floor: 40_000 };
const policies = [{ kind: 'schedule', timeZone: 'UTC', windows: [window] }];
const configs = {
  'shop/orders': { target, bounds: { min: 5, max: 50_000 }, policies },
  'shop/by-day': { target: { ...target, indexName: 'by-day' }, bounds: { min: 5, max: 50_000 }, policies },
  'shop/web': {
    target: { kind: 'auto-scaling-group', autoScalingGroupName: 'web' },
    bounds: { min: 1, max: 50_000 },
    policies,
  },
};

/** DynamoDB over its own protocol: a table of a deployment, and one that is scaled. What is raised is there at once. */
let warm = { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4000 };
let updates: Record<string, unknown>[] = [];
const dynamoDb = createServer(async (request, response) => {
  let text = '';
  for await (const part of request) text += part;
  const input = JSON.parse(text) as Record<string, unknown>;
  const action = String(request.headers['x-amz-target']).split('.')[1] ?? '';
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify(answer(action, input)));
});

function answer(action: string, input: Record<string, unknown>): object {
  if (action === 'Query') {
    const isConfigs = JSON.stringify(input).includes('scaling/config');
    const items = Object.entries(configs).map(([name, config]) => ({
      sk: { S: name },
      config: { S: JSON.stringify(config) },
    }));
    return { Items: isConfigs ? items : [] };
  }
  if (action === 'UpdateTable') {
    updates.push(input);
    warm = { ...warm, ...(input.WarmThroughput as object) };
  }
  const index = { IndexName: 'by-day', IndexStatus: 'ACTIVE', WarmThroughput: { ...warm, Status: 'ACTIVE' } };
  const table = { TableName: 'orders', TableStatus: 'ACTIVE', WarmThroughput: { ...warm, Status: 'ACTIVE' } };
  return { Table: { ...table, GlobalSecondaryIndexes: [index] }, TableDescription: table };
}

beforeAll(() => new Promise<void>((resolve) => dynamoDb.listen(0, '127.0.0.1', resolve)));
afterAll(() => void dynamoDb.close());
beforeEach(() => {
  warm = { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4000 };
  updates = [];
});

const run = (...args: string[]) =>
  runHeadroom(['warm', ...args, '--table', 'headroom', '--region', 'eu-west-1'], {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(dynamoDb.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });

describe('headroom warm', () => {
  it('tells what would be raised for what is announced, and for how much, and changes nothing', async () => {
    const { exitCode, stdout } = await run('shop/orders', '--dry-run');
    expect([exitCode, stdout]).toEqual([
      0,
      'the dynamodb-throughput orders/ReadCapacityUnits: 12,000 to 40,000 reads a second at once, for about $3.64, once, for the floor of a schedule\n',
    ]);
    expect(updates).toEqual([]);
  });

  it('asks before it raises, and where nobody is there to say yes changes nothing', async () => {
    const { exitCode, stderr } = await run('shop/orders');
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('nobody is there to say yes')]);
    expect(updates).toEqual([]);
  });

  it('raises once, names this number alone, and does nothing the second time', async () => {
    expect((await run('shop/orders', '--yes')).exitCode).toBe(0);
    expect(updates).toEqual([{ TableName: 'orders', WarmThroughput: { ReadUnitsPerSecond: 40_000 } }]);
    const again = await run('shop/orders', '--yes', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ is: 'warm', now: 40_000, raised: false });
    expect(updates).toHaveLength(1);
  });

  it('never lowers', async () => {
    const { exitCode, stdout } = await run('shop/orders', '--units', '100', '--yes');
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('serves 12,000 reads a second at once already')]);
    expect(updates).toEqual([]);
  });

  it('raises an index by its name', async () => {
    await run('shop/by-day', '--units', '20000', '--yes');
    const Update = { IndexName: 'by-day', WarmThroughput: { ReadUnitsPerSecond: 20_000 } };
    expect(updates).toEqual([{ TableName: 'orders', GlobalSecondaryIndexUpdates: [{ Update }] }]);
  });

  it('is of tables and indexes alone', async () => {
    const { exitCode, stderr } = await run('shop/web', '--dry-run');
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('only tables and indexes of DynamoDB are warmed')]);
  });
});
