import { ConditionalCheckFailedException, DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { Refusal } from '../../core/model/errors.ts';
import { parsePurge } from '../../core/purging/config/parse-purge.ts';
import type { PurgeConfig } from '../../core/purging/config/purge.ts';
import type { PurgeSettings } from '../../core/purging/ports.ts';
import { type Item, text } from '../table/attributes.ts';
import { toJsonText } from '../table/json-text.ts';
import { configKey, configPartition } from '../table/keys.ts';
import { queryAll } from '../table/query-all.ts';
import type { Table } from '../table/table.ts';

/** The purges that are configured, as they are in the table; read once, so make one for each invocation. */
export interface TablePurgeSettings extends PurgeSettings {
  /** Every purge whose config can be used. */
  all(): Promise<readonly PurgeConfig[]>;
}

/** Reads the configs of all purges of a deployment. */
export async function readPurgeSettings(table: Table): Promise<TablePurgeSettings> {
  const items = await queryAll(table, configPartition('purging'));
  const read = new Map(items.map((item) => [item.sk?.S ?? '', parse(item)]));
  return {
    all: async () => [...read.values()].flatMap((one) => (one instanceof Refusal ? [] : [one])),
    purge: async (purge) => {
      const found = read.get(purge) ?? new Refusal(`no purge "${purge}" is configured; deploy it, or correct the name`);
      if (found instanceof Refusal) throw found;
      return found;
    },
  };
}

function parse(item: Item): PurgeConfig | Refusal {
  const purge = item.sk?.S ?? '';
  try {
    return parsePurge(purge, JSON.parse(item.config?.S ?? 'null'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return new Refusal(`the config of "${purge}" in the table cannot be used: ${why}; deploy it again`);
  }
}

/** What deployments set. */
export interface PurgeWriter {
  /** Writes a config. Rejects with `Refusal` where another owner has configured the purge. */
  putPurge(config: PurgeConfig, owner: string): Promise<void>;
  /** Takes a config away; leaves one of another owner alone. */
  deletePurge(purge: string, owner: string): Promise<void>;
}

/** Writes the configs of purges into the table of a deployment. */
export function purgeWriter(table: Table): PurgeWriter {
  return {
    putPurge: (config, owner) => putPurge(table, config, owner),
    deletePurge: (purge, owner) => deletePurge(table, purge, owner),
  };
}

async function putPurge({ client, tableName }: Table, { purge, ...config }: PurgeConfig, owner: string): Promise<void> {
  const Item = {
    ...configKey('purging', purge),
    config: text(toJsonText(`the config of ${purge}`, config)),
    owner: text(owner),
  };
  try {
    await client.send(new PutItemCommand({ TableName: tableName, Item, ...ownedBy(owner) }));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    throw new Refusal(`"${purge}" is configured elsewhere already; rename it, or remove it there first`);
  }
}

async function deletePurge({ client, tableName }: Table, purge: string, owner: string): Promise<void> {
  try {
    await client.send(
      new DeleteItemCommand({ TableName: tableName, Key: configKey('purging', purge), ...ownedBy(owner) }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

const ownedBy = (owner: string) => ({
  ConditionExpression: 'attribute_not_exists(pk) OR #owner = :owner',
  ExpressionAttributeNames: { '#owner': 'owner' },
  ExpressionAttributeValues: { ':owner': text(owner) },
});
