import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { InvalidInput, Refusal } from '../../core/model/errors.ts';
import { isSubjectName } from '../../core/model/subject-name.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import type { Override } from '../../core/scaling/observation.ts';
import { type Item, number, text } from '../table/attributes.ts';
import { toJsonText } from '../table/json-text.ts';
import { configKey, overrideKey, watchingKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { transact } from '../table/transact.ts';
import { type OverrideInput, parseOverride } from './parse-override.ts';

/** What people and deployments set; looks only read it. */
export interface SettingsWriter {
  /**
   * Writes a config as it is. Where an `owner` is given (a stack, say), rejects with `Refusal` if another owner has
   * configured the scalable.
   */
  putConfig(config: ScalableConfig, owner?: string): Promise<void>;
  /**
   * Takes a config away, and the scalable off the watch list. Does nothing where an `owner` is given and the config is
   * another's.
   */
  deleteConfig(scalable: string, owner?: string): Promise<void>;
  /** Sets an override, in the place of the one of its kind. Throws `InvalidInput`. */
  putOverride(scalable: string, override: OverrideInput, nowMs: number): Promise<Override>;
  /** False where there was none. */
  removeOverride(scalable: string, kind: Override['kind']): Promise<boolean>;
}

/** Writes configs, overrides and the stop switch into the table of a deployment. */
export function settingsWriter(table: Table): SettingsWriter {
  const { client, tableName } = table;
  const put = (Item: Item) => client.send(new PutItemCommand({ TableName: tableName, Item }));
  return {
    putConfig: (config, owner) => putConfig(table, config, owner ?? null),
    deleteConfig: (scalable, owner) => deleteConfig(table, scalable, owner ?? null),
    putOverride: async (scalable, input, nowMs) => {
      if (!isSubjectName(scalable)) throw new InvalidInput('scalable', `"${scalable}" is no name for a scalable`);
      const override = parseOverride(input, nowMs);
      await put(overrideItem(scalable, override));
      return override;
    },
    removeOverride: async (scalable, kind) => {
      const input = {
        TableName: tableName,
        Key: overrideKey('scaling', scalable, kind),
        ReturnValues: 'ALL_OLD',
      } as const;
      return (await client.send(new DeleteItemCommand(input))).Attributes !== undefined;
    },
  };
}

/** The condition that nobody but this owner has claimed the item; none where no owner is given. */
function unclaimed(owner: string | null) {
  return (
    owner !== null && {
      ConditionExpression: 'attribute_not_exists(pk) OR attribute_not_exists(#owner) OR #owner = :owner',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: { ':owner': text(owner) },
    }
  );
}

async function putConfig({ client, tableName }: Table, config: ScalableConfig, owner: string | null): Promise<void> {
  const { scalable, ...settings } = config;
  const json = text(toJsonText(`the config of ${scalable}`, settings));
  try {
    const Item = { ...configKey('scaling', scalable), config: json, ...(owner !== null && { owner: text(owner) }) };
    await client.send(new PutItemCommand({ TableName: tableName, Item, ...unclaimed(owner) }));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    throw new Refusal(`"${scalable}" is configured elsewhere already; rename it, or remove it there first`);
  }
}

async function deleteConfig(table: Table, scalable: string, owner: string | null): Promise<void> {
  const { tableName: TableName } = table;
  const actions: TransactWriteItem[] = [
    { Delete: { TableName, Key: configKey('scaling', scalable), ...unclaimed(owner) } },
    { Delete: { TableName, Key: watchingKey({ capability: 'scaling', subject: scalable }) } },
  ];
  await transact(table, `remove ${scalable}`, actions);
}

function overrideItem(scalable: string, { kind, units, untilMs, note }: Override): Item {
  return {
    ...overrideKey('scaling', scalable, kind),
    kind: text(kind),
    ...(units !== null && { units: number(units) }),
    untilMs: number(untilMs),
    ...(note !== null && { note: text(note) }),
    expiresAt: number(Math.ceil(untilMs / 1000)),
  };
}
