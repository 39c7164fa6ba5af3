import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type ConfiguredCapability, nounOf } from '../../core/model/capability-name.ts';
import { Refusal } from '../../core/model/errors.ts';
import { text } from './attributes.ts';
import type { ConfigStore } from './config-store.ts';
import { configTexts } from './config-texts.ts';
import { toJsonText } from './json-text.ts';
import { configKey, configPartition, watchingKey } from './keys.ts';
import type { Table } from './table.ts';
import { transact } from './transact.ts';

/** Configs in the deployment's table. Whose config goes leaves the watch list with it. */
export function ownedConfigs(table: Table, capability: ConfiguredCapability): ConfigStore<object> {
  const { client, tableName: TableName } = table;
  return {
    all: () => configTexts(table, configPartition(capability)),
    put: async (config, owner) => {
      const { name, settings } = stored(capability, config);
      const json = text(toJsonText(`the config of ${name}`, settings));
      const Item = { ...configKey(capability, name), config: json, owner: text(owner) };
      try {
        await client.send(new PutItemCommand({ TableName, Item, ...unclaimed(owner) }));
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        throw new Refusal(`"${name}" is configured elsewhere already; rename it, or remove it there first`);
      }
    },
    delete: async (name, owner) => {
      await transact(table, `remove ${name}`, [
        { Delete: { TableName, Key: configKey(capability, name), ...unclaimed(owner) } },
        { Delete: { TableName, Key: watchingKey({ capability, subject: name }) } },
      ]);
    },
  };
}

/** A config as it is stored: its name is its key. */
function stored(capability: ConfiguredCapability, config: object) {
  const { [nounOf(capability)]: name, ...settings }: Readonly<Record<string, unknown>> = { ...config };
  return { name: String(name), settings };
}

/** The condition that nobody but this owner has claimed the item. */
const unclaimed = (owner: string) => ({
  ConditionExpression: 'attribute_not_exists(#owner) OR #owner = :owner',
  ExpressionAttributeNames: { '#owner': 'owner' },
  ExpressionAttributeValues: { ':owner': text(owner) },
});
