import { ConditionalCheckFailedException, DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { InvalidInput, Refusal } from '../../../core/model/errors.ts';
import type { KeyspaceConfig } from '../../../core/sharding/config/keyspace.ts';
import { number, text } from '../../table/attributes.ts';
import type { ConfigStore } from '../../table/config-store.ts';
import { configTexts } from '../../table/config-texts.ts';
import { toJsonText } from '../../table/json-text.ts';
import type { Table } from '../../table/table.ts';
import { transact } from '../../table/transact.ts';
import { headKey, keyspaceKey, keyspacesPartition } from './keyspace-items.ts';

/**
 * What deployments set of keyspaces. A config whose map has other bits is refused, and one that goes leaves map, slots and
 * moves: what they name still holds data.
 */
export function keyspaceConfigs(table: Table): ConfigStore<KeyspaceConfig> {
  return {
    all: () => configTexts(table, keyspacesPartition),
    put: (config, owner) => put(table, config, owner),
    delete: (keyspace, owner) => remove(table, keyspace, owner),
  };
}

/** Those of a deployment that shards nothing. */
export const noKeyspaces: ConfigStore<KeyspaceConfig> = {
  all: async () => new Map(),
  put: async () => {
    const says = 'this deployment has no table of keyspaces; deploy it with headroom.shard(...)';
    throw new InvalidInput('keyspace', says);
  },
  delete: async () => {},
};

async function put(table: Table, { keyspace, ...settings }: KeyspaceConfig, owner: string) {
  const { tableName: TableName } = table;
  const config = text(toJsonText(`the config of ${keyspace}`, settings));
  const Item = { ...keyspaceKey(keyspace), config, owner: text(owner) };
  const written = await transact(table, `configure ${keyspace}`, [
    { Put: { TableName, Item, ...unclaimed(owner) } },
    { ConditionCheck: { TableName, Key: headKey(keyspace), ...mappedAs(settings) } },
  ]);
  if (written === 'written') return;
  if (written.at === 0) {
    throw new Refusal(`"${keyspace}" is configured elsewhere already; rename it, or remove it there first`);
  }
  const { bits, seed } = settings;
  const says = `the map of "${keyspace}" has other bits or another seed than ${bits} and ${seed}, and both are for life`;
  throw new Refusal(`${says}; put back what they were, or make another keyspace`);
}

/** That there is no map yet, or one with the same hash and number of slots. */
const mappedAs = ({ bits, seed }: Pick<KeyspaceConfig, 'bits' | 'seed'>) => ({
  ConditionExpression: 'attribute_not_exists(pk) OR (bits = :bits AND seed = :seed)',
  ExpressionAttributeValues: { ':bits': number(bits), ':seed': number(seed) },
});

async function remove({ client, tableName }: Table, keyspace: string, owner: string): Promise<void> {
  try {
    await client.send(new DeleteItemCommand({ TableName: tableName, Key: keyspaceKey(keyspace), ...unclaimed(owner) }));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

const unclaimed = (owner: string) => ({
  ConditionExpression: 'attribute_not_exists(pk) OR #owner = :owner',
  ExpressionAttributeNames: { '#owner': 'owner' },
  ExpressionAttributeValues: { ':owner': text(owner) },
});
