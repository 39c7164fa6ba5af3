import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { configStore } from '../../adapters/subjects.ts';
import { parseConfig } from '../../core/capabilities.ts';
import { putsBack } from '../../core/scaling/config/changes-bounds.ts';
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
export const world: ConfigWorld & { readonly region: string | null } = {
  parse: parseConfig,
  store: (capability) => configStore(capability, tables),
  region: process.env.AWS_REGION ?? null,
};

/** Puts back pools and bounds of scalables that are gone. What does it is loaded with the first that had one. */
export function givesBack(account: string | null): NonNullable<ConfigWorld['giveBack']> {
  const giving = { table: tables.ledger, account, nowMs: () => Date.now(), pause: sleep };
  return async (config) => {
    if (config.warmPool !== undefined) {
      const { givePoolBack } = await import('./give-pool-back.ts');
      await givePoolBack(giving, config);
    }
    if (putsBack(config)) {
      const { giveTargetBack } = await import('./give-target-back.ts');
      await giveTargetBack(giving, config);
    }
  };
}
