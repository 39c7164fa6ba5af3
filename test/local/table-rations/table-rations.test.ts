import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DescribeTableCommand, DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startFront } from '../../../local/front.ts';
import { TableRations } from '../../../local/table-rations/table-rations.ts';

const noonMs = Date.UTC(2026, 2, 4, 12);
const hourMs = 3_600_000;
const TableName = 'orders';

/** An emulator as they are: it takes whatever it is told, at once. */
async function emulator(): Promise<string> {
  let ProvisionedThroughput: object = { ReadCapacityUnits: 64, WriteCapacityUnits: 7 };
  const server = createServer(async (request, response) => {
    const asked = JSON.parse((await request.toArray()).join(''));
    const isUpdate = String(request.headers['x-amz-target']).endsWith('UpdateTable');
    if (isUpdate) ProvisionedThroughput = asked.ProvisionedThroughput;
    const table = { TableName, TableStatus: 'ACTIVE', ProvisionedThroughput };
    const body = JSON.stringify({ [isUpdate ? 'TableDescription' : 'Table']: table });
    response.writeHead(200, { 'content-length': Buffer.byteLength(body), 'x-amz-crc32': '1' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('what stands in for the rations of DynamoDB', () => {
  let nowMs: number;
  let realMs: number;
  let client: DynamoDBClient;

  beforeEach(async () => {
    [nowMs, realMs] = [noonMs, 0];
    const options = { nowMs: () => nowMs, realNowMs: () => realMs, delayMs: 500 };
    const front = await startFront(() => {}, new TableRations(options));
    onTestFinished(() => front.stop());
    front.forwardTo(await emulator());
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    client = new DynamoDBClient({ endpoint: front.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  });

  const table = async () => (await client.send(new DescribeTableCommand({ TableName }))).Table;
  const update = (ReadCapacityUnits: number, WriteCapacityUnits = 7) => {
    const ProvisionedThroughput = { ReadCapacityUnits, WriteCapacityUnits };
    return client.send(new UpdateTableCommand({ TableName, ProvisionedThroughput }));
  };
  const settled = async () => {
    realMs += 500;
    return table();
  };

  it('is UPDATING for a while, shows what was, and takes no other change', async () => {
    expect(await table()).toMatchObject({ TableStatus: 'ACTIVE', ProvisionedThroughput: { ReadCapacityUnits: 64 } });
    const { TableDescription } = await update(80);
    expect(TableDescription).toMatchObject({
      TableStatus: 'UPDATING',
      ProvisionedThroughput: { ReadCapacityUnits: 64 },
    });
    await expect(update(90)).rejects.toMatchObject({ name: 'ResourceInUseException' });
    expect(await settled()).toMatchObject({ TableStatus: 'ACTIVE', ProvisionedThroughput: { ReadCapacityUnits: 80 } });
  });

  it('takes four decreases of a day at any time, and then one each hour; raises are free', async () => {
    await table();
    for (const units of [60, 50, 70, 40, 30]) {
      await update(units);
      await settled();
    }
    const provisioned = { ReadCapacityUnits: 30, NumberOfDecreasesToday: 4, LastDecreaseDateTime: new Date(nowMs) };
    expect((await table())?.ProvisionedThroughput).toMatchObject(provisioned);
    nowMs += hourMs - 1;
    await expect(update(20)).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: expect.stringContaining('at most once every 3600 seconds'),
    });
    await update(31);
    await settled();
    nowMs += 1;
    await update(20);
    expect((await settled())?.ProvisionedThroughput).toMatchObject({ NumberOfDecreasesToday: 5 });
  });

  it('counts a decrease of either number, and begins anew with the day', async () => {
    await table();
    for (const writes of [6, 5, 4, 3]) {
      await update(64, writes);
      await settled();
    }
    await expect(update(64, 2)).rejects.toMatchObject({ name: 'LimitExceededException' });
    nowMs += 12 * hourMs;
    expect((await table())?.ProvisionedThroughput?.NumberOfDecreasesToday).toBe(0);
    await update(64, 2);
    expect((await settled())?.ProvisionedThroughput).toMatchObject({
      NumberOfDecreasesToday: 1,
      WriteCapacityUnits: 2,
    });
  });
});
