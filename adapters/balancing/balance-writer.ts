import { ConditionalCheckFailedException, DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { BalanceConfig } from '../../core/balancing/config/balance.ts';
import type { WeightOverride } from '../../core/balancing/observation.ts';
import { Refusal } from '../../core/model/errors.ts';
import { type Item, number, text } from '../table/attributes.ts';
import { toJsonText } from '../table/json-text.ts';
import { configKey, overrideKey, watchingKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { transact } from '../table/transact.ts';

/** What people and deployments set of balances; looks only read it. */
export interface BalanceWriter {
  /** Writes a config. Rejects with `Refusal` if another owner (a stack) has configured the balance. */
  putBalance(config: BalanceConfig, owner: string): Promise<void>;
  /** Takes a config away, and the balance off the watch list. Does nothing where the config is another's. */
  deleteBalance(balance: string, owner: string): Promise<void>;
  /** Sets an override, in the place of the one of its kind and group. */
  putOverride(balance: string, override: WeightOverride): Promise<void>;
  /** False where there was none. */
  removeOverride(balance: string, kind: WeightOverride['kind'], group: string | null): Promise<boolean>;
}

/** Writes the settings of balances into the table of a deployment. */
export function balanceWriter(table: Table): BalanceWriter {
  const { client, tableName: TableName } = table;
  return {
    putBalance: (config, owner) => put(table, config, owner),
    deleteBalance: async (balance, owner) => {
      await transact(table, `remove ${balance}`, [
        { Delete: { TableName, Key: configKey('balancing', balance), ...unclaimed(owner) } },
        { Delete: { TableName, Key: watchingKey({ capability: 'balancing', subject: balance }) } },
      ]);
    },
    putOverride: async (balance, override) => {
      await client.send(new PutItemCommand({ TableName, Item: overrideItem(balance, override) }));
    },
    removeOverride: async (balance, kind, group) => {
      const Key = overrideKey('balancing', balance, whatOf(kind, group));
      const { Attributes } = await client.send(new DeleteItemCommand({ TableName, Key, ReturnValues: 'ALL_OLD' }));
      return Attributes !== undefined;
    },
  };
}

function unclaimed(owner: string) {
  return {
    ConditionExpression: 'attribute_not_exists(pk) OR #owner = :owner',
    ExpressionAttributeNames: { '#owner': 'owner' },
    ExpressionAttributeValues: { ':owner': text(owner) },
  };
}

async function put({ client, tableName }: Table, { balance, ...settings }: BalanceConfig, owner: string) {
  const config = text(toJsonText(`the config of ${balance}`, settings));
  const Item = { ...configKey('balancing', balance), config, owner: text(owner) };
  try {
    await client.send(new PutItemCommand({ TableName: tableName, Item, ...unclaimed(owner) }));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    throw new Refusal(`"${balance}" is configured elsewhere already; rename it, or remove it there first`);
  }
}

const whatOf = (kind: WeightOverride['kind'], group: string | null) => (group === null ? kind : `${kind}:${group}`);

function overrideItem(balance: string, { kind, group, percent, untilMs, note }: WeightOverride): Item {
  return {
    ...overrideKey('balancing', balance, whatOf(kind, group)),
    kind: text(kind),
    ...(group !== null && { group: text(group) }),
    ...(percent !== null && { percent: number(percent) }),
    untilMs: number(untilMs),
    ...(note !== null && { note: text(note) }),
    expiresAt: number(Math.ceil(untilMs / 1000)),
  };
}
