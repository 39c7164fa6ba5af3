import { CloudFormationClient, paginateListExports } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { dynamoDbKeyspaces } from '../../adapters/sharding/map/dynamodb.ts';
import { dynamoDbPlanning } from '../../adapters/sharding/map/planning.ts';
import { driverExport, keyspacesExport } from '../../core/sharding/config/shard-exports.ts';
import type { PlanningStore } from '../../core/sharding/planning/ports.ts';
import type { KeyspaceStore } from '../../core/sharding/ports.ts';
import { CommandError } from '../command-error.ts';
import { clientSettings, type Where } from '../connect.ts';

/** The keyspaces of a deployment, as a command works on them. */
export interface KeyspaceSession {
  readonly store: KeyspaceStore;
  readonly planning: PlanningStore;
  /** Which deployment they are of. */
  readonly where: Where;
  /**
   * Has the moves of a keyspace driven from now on, as soon as they can go on. False where there is nothing to start: then
   * the tick of each minute drives them.
   */
  wake(keyspace: string): Promise<boolean>;
}

/** Throws `CommandError` where the deployment that is meant has no keyspaces. */
export async function openKeyspaces(where: Where): Promise<KeyspaceSession> {
  const settings = await clientSettings(where);
  const exports = await exportsOf(new CloudFormationClient({ ...readingClient, ...settings }), where);
  const tableName = where.table ?? exports.get(keyspacesExport(where.deployment));
  if (tableName === undefined) {
    throw new CommandError(
      `the deployment "${where.deployment}" has no keyspaces here; make one by headroom.shard(...) and deploy, or check --deployment, --region and --profile`,
    );
  }
  const client = new DynamoDBClient({ ...readingClient, ...settings });
  const table = { client, tableName, random: Math.random };
  const sfn = new SFNClient({ ...readingClient, ...settings });
  return {
    store: dynamoDbKeyspaces(table),
    planning: dynamoDbPlanning(table),
    where,
    wake: async (keyspace) => {
      const stateMachineArn = exports.get(driverExport(where.deployment, keyspace));
      if (stateMachineArn === undefined) return false;
      await sfn.send(new StartExecutionCommand({ stateMachineArn }));
      return true;
    },
  };
}

/** A table that is named is used as it is, also where nothing is exported. */
async function exportsOf(client: CloudFormationClient, { table }: Where): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  try {
    for await (const { Exports = [] } of paginateListExports({ client }, {})) {
      for (const { Name = '', Value = '' } of Exports) found.set(Name, Value);
    }
  } catch (error) {
    if (table === undefined) throw error;
  }
  return found;
}
