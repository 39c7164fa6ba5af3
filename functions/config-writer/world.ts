import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { configStores } from '../../adapters/subjects.ts';
import { requiredVariable } from '../required-variable.ts';
import type { ConfigWorld } from './config-resource.ts';

const client = new DynamoDBClient({ ...readingClient });
const tableNamed = (tableName: string) => ({ client, tableName, random: Math.random });
/** Only where the deployment shards. */
const keyspacesTable = process.env.HEADROOM_KEYSPACES_TABLE;
const tables = {
  ledger: tableNamed(requiredVariable(process.env, 'HEADROOM_TABLE')),
  keyspaces: keyspacesTable ? tableNamed(keyspacesTable) : null,
};

/** What the function works with; made once a process. */
export const world: ConfigWorld = {
  parse: async (capability, name, input) => (await import('../../core/config.ts')).configs[capability](name, input),
  store: (capability) => configStores[capability](tables),
};
