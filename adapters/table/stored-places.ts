import { GetItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { ConfiguredCapability } from '../../core/model/capability-name.ts';
import { type Item, text } from './attributes.ts';
import { toJsonText } from './json-text.ts';
import { configKey } from './keys.ts';
import type { Placed, Stored } from './places.ts';
import type { Table } from './table.ts';
import { type Versioned, writeVersion } from './versioned.ts';

/** What is stored of a subject, as it was read. */
export interface PlaceRead {
  readonly item: Versioned;
  readonly stored: Stored | null;
}

export async function readPlace(table: Table, capability: ConfiguredCapability, name: string): Promise<PlaceRead> {
  const { client, tableName: TableName } = table;
  const get = new GetItemCommand({ TableName, Key: configKey(capability, name), ConsistentRead: true });
  const { Item: item } = await client.send(get);
  return { item: item ?? null, stored: item === undefined ? null : storedIn(item) };
}

/** Writes it, or takes it away where it is null, if nobody has written since it was read. */
export function writePlace(
  table: Table,
  capability: ConfiguredCapability,
  name: string,
  { item }: PlaceRead,
  place: Stored | null,
): TransactWriteItem {
  return writeVersion(table, configKey(capability, name), item, place === null ? null : attributesOf(name, place));
}

function storedIn({ owner, config, claim, before }: Item): Stored {
  const earlier = before?.S === undefined ? [] : (JSON.parse(before.S) as Placed[]);
  return { owner: owner?.S ?? null, config: config?.S ?? 'null', claim: claim?.S ?? null, before: earlier };
}

function attributesOf(name: string, { owner, config, claim, before }: Stored): Item {
  return {
    config: text(config),
    ...(owner !== null && { owner: text(owner) }),
    ...(claim !== null && { claim: text(claim) }),
    before: text(toJsonText(`what ${name} was before`, before)),
  };
}
