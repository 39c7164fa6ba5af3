import { type DynamoDBClient, GetItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Fence } from '../../../../core/sharding/moving/tables/fence.ts';
import { type Item, number, text } from '../../../table/attributes.ts';
import { toJsonText } from '../../../table/json-text.ts';
import { readSchema1 } from '../../../table/read-schema.ts';
import type { SlotPlace } from './item-place.ts';
import { fenceKey } from './place.ts';

/** For conditions, which cannot ask for null. */
const noMove = '-';

/** A fence out of its item; null where there is none. */
export function readFence(item: Item | undefined): Fence | null {
  return item === undefined ? null : readSchema1<Fence>(item, 'fence');
}

/** The fence of a slot in a table; null where the slot has never moved. Strongly consistent. */
export async function loadFence(
  client: DynamoDBClient,
  tableName: string,
  slot: number,
  abortSignal?: AbortSignal,
): Promise<Fence | null> {
  const asked = new GetItemCommand({ TableName: tableName, Key: fenceKey(slot), ConsistentRead: true });
  return readFence((await client.send(asked, { ...(abortSignal && { abortSignal }) })).Item);
}

/** Writes a fence where it still has the revision before this one. */
export function fencePut({ tableName, slot }: SlotPlace, fence: Fence): TransactWriteItem {
  const { revision, is, move, filling } = fence;
  const Item = {
    ...fenceKey(slot),
    fence: text(toJsonText(`the fence of slot ${slot}`, fence)),
    revision: number(revision),
    is: text(is),
    move: text(move ?? noMove),
    filling: text(filling ?? noMove),
  };
  const first = revision === 1 ? 'attribute_not_exists(pk) OR ' : '';
  return {
    Put: {
      TableName: tableName,
      Item,
      ConditionExpression: `${first}revision = :was`,
      ExpressionAttributeValues: { ':was': number(revision - 1) },
    },
  };
}

/** That a fence is as asked while something is written. */
export function fenceCheck(
  { tableName, slot }: SlotPlace,
  asked: Partial<Pick<Fence, 'is' | 'move' | 'filling'>>,
): TransactWriteItem {
  const fields = Object.entries(asked);
  return {
    ConditionCheck: {
      TableName: tableName,
      Key: fenceKey(slot),
      ConditionExpression: fields.map(([field]) => `#${field} = :${field}`).join(' AND '),
      ExpressionAttributeNames: Object.fromEntries(fields.map(([field]) => [`#${field}`, field])),
      ExpressionAttributeValues: Object.fromEntries(
        fields.map(([field, value]) => [`:${field}`, text(value ?? noMove)]),
      ),
    },
  };
}

/** That there is no fence, while something is written. */
export function noFence(tableName: string, slot: number): TransactWriteItem {
  return {
    ConditionCheck: { TableName: tableName, Key: fenceKey(slot), ConditionExpression: 'attribute_not_exists(pk)' },
  };
}
