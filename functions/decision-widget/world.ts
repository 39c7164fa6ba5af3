import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { dynamoDbEntries } from '../../adapters/ledger/entries.ts';
import { dynamoDbFindings } from '../../adapters/ledger/findings.ts';
import { subjects } from '../../adapters/subjects.ts';
import { tableClock } from '../../adapters/table/table-clock.ts';
import { requiredVariable } from '../required-variable.ts';
import type { WidgetWorld } from './gather-rows.ts';

const { env } = process;
const isTimeVirtual = env.HEADROOM_VIRTUAL_TIME === 'table';
const client = new DynamoDBClient({ ...readingClient });
const tableNamed = (tableName: string) => ({ client, tableName, random: Math.random });
const ledger = tableNamed(requiredVariable(env, 'HEADROOM_TABLE'));
/** Only where the deployment shards. */
const keyspacesTable = env.HEADROOM_KEYSPACES_TABLE;
const tables = { ledger, keyspaces: keyspacesTable ? tableNamed(keyspacesTable) : null };

/** What the function works with; made once a process, though settings are read anew each time. */
export const world: WidgetWorld = {
  subjects: async (capability) => (await subjects(capability, tables)).all(),
  last: async (capability, subject) => (await dynamoDbEntries(ledger, capability).list(subject, 1))[0] ?? null,
  findings: (atMs) => dynamoDbFindings(ledger).list(atMs),
  nowMs: async () => (isTimeVirtual ? await tableClock(ledger) : null) ?? Date.now(),
};
