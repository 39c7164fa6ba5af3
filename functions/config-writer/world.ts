import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readingClient } from '../../adapters/client-settings.ts';
import { settingsWriter } from '../../adapters/ledgers/settings-writer.ts';
import { requiredVariable } from '../required-variable.ts';
import { configResource } from './config-resource.ts';

const tableName = requiredVariable(process.env, 'HEADROOM_TABLE');
const client = new DynamoDBClient({ ...readingClient });

/** What the function works with; made once a process. */
export const resource = configResource(settingsWriter({ client, tableName, random: Math.random }));
