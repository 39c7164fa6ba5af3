import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe } from 'vitest';
import { dynamoDbLedger } from '../../adapters/ledger/dynamodb.ts';
import { throwStopSwitch } from '../../adapters/ledger/stop-switch.ts';
import type { Item } from '../../adapters/table/attributes.ts';
import { readEntry } from '../../adapters/table/entry-items.ts';
import { itemLoader } from '../../adapters/table/item-loader.ts';
import { entryKey, watchingKey } from '../../adapters/table/keys.ts';
import type { Table } from '../../adapters/table/table.ts';
import { ledgerLaws } from '../laws/ledger-laws.ts';
import { ledgerTable } from './ledger-table.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

const aws = await localAwsOrNone();
let table: Table;
beforeAll(async () => {
  if (aws !== null) table = await ledgerTable(aws.endpoint, 'ledger-laws');
});
afterAll(() => aws?.stop());

const underTest = (readItem?: (key: Item) => Promise<Item | null>) => {
  const find = async (Key: Item) =>
    (await table.client.send(new GetItemCommand({ TableName: table.tableName, Key, ConsistentRead: true }))).Item ??
    null;
  return {
    ledger: dynamoDbLedger({ ...table, ...(readItem && { readItem }) }),
    entry: async (key: Parameters<typeof entryKey>[0], id: string) => {
      const item = await find(entryKey(key, id));
      return item && readEntry(item);
    },
    watchedAtMs: async (key: Parameters<typeof watchingKey>[0]) => {
      const item = await find(watchingKey(key));
      return item && Number(item.lookAgainAtMs?.N);
    },
    setStopped: (stopped: boolean) => throwStopSwitch(table, { stopped, sinceMs: 0, note: null }),
  };
};

describe.runIf(aws !== null)('on the local AWS', () => {
  ledgerLaws('the ledger in DynamoDB', async () => underTest(), 25);
  ledgerLaws('the ledger in DynamoDB with batched reads', async () => underTest(itemLoader(table)), 25);
});
