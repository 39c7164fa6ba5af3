import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { dynamoDbBalances } from '../../adapters/balancing/balance-settings.ts';
import { dynamoDbEntries } from '../../adapters/ledger/entries.ts';
import { dynamoDbSettings } from '../../adapters/scaling/settings.ts';
import { tableClock } from '../../adapters/table/table-clock.ts';
import { requiredVariable } from '../required-variable.ts';
import type { WidgetWorld } from './draw.ts';

const { env } = process;
const tableName = requiredVariable(env, 'HEADROOM_TABLE');
const isTimeVirtual = env.HEADROOM_VIRTUAL_TIME === 'table';
const table = { client: new DynamoDBClient({ ...readingClient }), tableName, random: Math.random };

/** What the function works with; made once a process, though settings are read anew each time. */
export const world: WidgetWorld = {
  scalables: () => dynamoDbSettings(table).all(),
  entries: dynamoDbEntries(table),
  balances: () => dynamoDbBalances(table).all(),
  balanceEntries: dynamoDbEntries(table, 'balancing'),
  nowMs: async () => (isTimeVirtual ? await tableClock(table) : null) ?? Date.now(),
};
