import { ConditionalCheckFailedException, DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { Refusal } from '../../core/model/errors.ts';
import type { KeyspaceConfig } from '../../core/model/keyspace.ts';
import { text } from '../ledgers/items.ts';
import { toJsonText } from '../ledgers/json-text.ts';
import type { Table } from '../ledgers/table.ts';
import { configKey } from './keyspace-items.ts';

/** What deployments set of keyspaces. */
export interface KeyspaceWriter {
  /** Writes a config. Rejects with `Refusal` where another owner has configured the keyspace. */
  putKeyspace(config: KeyspaceConfig, owner: string): Promise<void>;
  /** Takes a config away, and leaves map, slots and moves: what they name still holds data. Leaves another owner's alone. */
  deleteKeyspace(keyspace: string, owner: string): Promise<void>;
}

export function keyspaceWriter(table: Table): KeyspaceWriter {
  return {
    putKeyspace: (config, owner) => put(table, config, owner),
    deleteKeyspace: (keyspace, owner) => remove(table, keyspace, owner),
  };
}

async function put({ client, tableName }: Table, { keyspace, ...settings }: KeyspaceConfig, owner: string) {
  const config = text(toJsonText(`the config of ${keyspace}`, settings));
  const Item = { ...configKey(keyspace), config, owner: text(owner) };
  try {
    await client.send(new PutItemCommand({ TableName: tableName, Item, ...unclaimed(owner) }));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    throw new Refusal(`"${keyspace}" is configured elsewhere already; rename it, or remove it there first`);
  }
}

async function remove({ client, tableName }: Table, keyspace: string, owner: string): Promise<void> {
  try {
    await client.send(new DeleteItemCommand({ TableName: tableName, Key: configKey(keyspace), ...unclaimed(owner) }));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

const unclaimed = (owner: string) => ({
  ConditionExpression: 'attribute_not_exists(pk) OR #owner = :owner',
  ExpressionAttributeNames: { '#owner': 'owner' },
  ExpressionAttributeValues: { ':owner': text(owner) },
});
