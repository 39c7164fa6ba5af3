import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { type Item, text } from '../../../table/attributes.ts';
import { fenceCheck, noFence } from './fence-item.ts';
import {
  again,
  type ItemAttributes,
  type ItemPlace,
  inTime,
  type RequestParts,
  type SlotPlace,
  type Tried,
} from './item-place.ts';
import { orAgain } from './or-again.ts';
import { placeOf, versionAttribute } from './place.ts';

/** One item, or its end, and what must be there for it. */
export interface ItemWrite {
  readonly sk: string;
  /** Null to delete. */
  readonly item: ItemAttributes | null;
  /** The one version that may be replaced (null: none may be there); null for whatever is there. */
  readonly over: { readonly version: string | null } | null;
}

interface OneWrite {
  readonly TableName: string;
  readonly key: Item;
  readonly item: Item | null;
  readonly expected: ReturnType<typeof expects> | Record<string, never>;
}

/** Writes in every table that has the slot, in all or in none. */
export async function writeItem(parts: RequestParts, place: ItemPlace, write: ItemWrite): Promise<Tried<undefined>> {
  if (parts.nowMs() >= place.untilMs) return again;
  const version = parts.newId();
  const one = (at: SlotPlace): OneWrite => {
    const key = placeOf(at.slot, write.sk);
    return {
      TableName: at.tableName,
      key,
      item: write.item && { ...write.item, ...key, [versionAttribute]: text(version) },
      expected: at === place.read && write.over !== null ? expects(write.over.version) : {},
    };
  };
  const [first, ...others] = place.write.map(one);
  if (first === undefined) return again;
  const alone = others.length === 0 && !parts.strict;
  return alone ? writeAlone(parts, first, version) : writeTogether(parts, place, [first, ...others]);
}

/** The SDK may send it twice: what is there may be this very write. */
async function writeAlone(
  parts: RequestParts,
  { TableName, key, item, expected }: OneWrite,
  version: string,
): Promise<Tried<undefined>> {
  const { client } = parts;
  const told = { TableName, ...expected, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
  try {
    if (item === null) await client.send(new DeleteItemCommand({ ...told, Key: key }), inTime(parts));
    else await client.send(new PutItemCommand({ ...told, Item: item }), inTime(parts));
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const isThere = error.Item?.[versionAttribute]?.S;
    return isThere === (item === null ? undefined : version) ? undefined : again;
  }
}

async function writeTogether(
  parts: RequestParts,
  place: ItemPlace,
  writes: readonly OneWrite[],
): Promise<Tried<undefined>> {
  const actions = writes.map(({ TableName, key, item, expected }): TransactWriteItem => {
    if (item === null) return { Delete: { TableName, Key: key, ...expected } };
    return { Put: { TableName, Item: item, ...expected } };
  });
  const TransactItems = parts.strict ? [...actions, check(place)] : actions;
  const command = new TransactWriteItemsCommand({ TransactItems });
  const sent = await orAgain(() => parts.client.send(command, inTime(parts)));
  return sent === again ? again : undefined;
}

function check({ fenceTable, slot, fence }: ItemPlace): TransactWriteItem {
  if (fence === null) return noFence(fenceTable, slot);
  return fenceCheck({ tableName: fenceTable, slot }, { is: fence.is, move: fence.move });
}

function expects(version: string | null) {
  if (version === null) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    ConditionExpression: '#v = :v',
    ExpressionAttributeNames: { '#v': versionAttribute },
    ExpressionAttributeValues: { ':v': text(version) },
  };
}
