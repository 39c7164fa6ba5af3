import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { standingWorld } from '../../adapters/standing-world.ts';
import { tableClock } from '../../adapters/table/table-clock.ts';
import type { StandingWorld } from '../../core/standing/gather.ts';
import { requiredVariable } from '../required-variable.ts';

/** What the widget works with. */
export interface WidgetWorld {
  readonly deployment: string;
  /** Where its runbooks are; null where that is in the package alone. */
  readonly runbooks: string | null;
  /** Made for each drawing: settings are read anew. */
  standing(): StandingWorld;
}

const { env } = process;
const isTimeVirtual = env.HEADROOM_VIRTUAL_TIME === 'table';
const client = new DynamoDBClient({ ...readingClient });
const tableNamed = (tableName: string) => ({ client, tableName, random: Math.random });
const ledger = tableNamed(requiredVariable(env, 'HEADROOM_TABLE'));
/** Only where the deployment shards. */
const keyspacesTable = env.HEADROOM_KEYSPACES_TABLE;
const tables = { ledger, keyspaces: keyspacesTable ? tableNamed(keyspacesTable) : null };
const nowMs = async () => (isTimeVirtual ? await tableClock(ledger) : null) ?? Date.now();

/** What the function works with, made once a process. */
export const world: WidgetWorld = {
  deployment: requiredVariable(env, 'HEADROOM_DEPLOYMENT'),
  runbooks: env.HEADROOM_RUNBOOKS ?? null,
  standing: () => standingWorld(tables, { region: env.AWS_REGION ?? 'us-east-1', nowMs }),
};
