import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { balanceWriter } from '../../adapters/balancing/balance-writer.ts';
import { purgeWriter } from '../../adapters/purging/purge-settings.ts';
import { settingsWriter } from '../../adapters/scaling/settings-writer.ts';
import { keyspaceWriter } from '../../adapters/sharding/map/keyspace-writer.ts';
import { requiredVariable } from '../required-variable.ts';
import { configResource } from './config-resource.ts';

const tableName = requiredVariable(process.env, 'HEADROOM_TABLE');
const client = new DynamoDBClient({ ...readingClient });
const table = { client, tableName, random: Math.random };
/** Only where the deployment shards. */
const keyspacesTable = process.env.HEADROOM_KEYSPACES_TABLE;
const keyspaces = keyspacesTable ? keyspaceWriter({ ...table, tableName: keyspacesTable }) : null;

/** What the function works with; made once a process. */
export const resource = configResource(settingsWriter(table), balanceWriter(table), purgeWriter(table), keyspaces);
