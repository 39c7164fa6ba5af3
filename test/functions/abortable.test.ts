import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { abortable } from '../../functions/abortable.ts';

it('ends calls that are still under way when the signal comes, retries included', async () => {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials });
  const abort = new AbortController();
  const call = abortable(client, abort.signal).send(new GetItemCommand({ TableName: 't', Key: { pk: { S: 'a' } } }));
  setTimeout(() => abort.abort(), 50);
  const startMs = performance.now();
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  expect(performance.now() - startMs).toBeLessThan(2000);
  server.closeAllConnections();
  server.close();
});
