import { createHash } from 'node:crypto';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { firstSlot } from '../../../core/sharding/map/first-map.ts';
import type { ShardMap } from '../../../core/sharding/map/shard-map.ts';
import { text } from '../../table/attributes.ts';
import type { Table } from '../../table/table.ts';
import { transact } from '../../table/transact.ts';
import { deflateMap, headItem } from './head-item.ts';
import { draftKey, headKey, slotItem } from './keyspace-items.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const mostActions = 100;

/**
 * Writes all slots, then the head. Each write is refused once there is a head, or a draft of a different map, so nobody
 * who comes late overwrites a slot that moves already, and the slots are those of the head.
 */
export async function createKeyspace(table: Table, map: ShardMap): Promise<boolean> {
  const { tableName: TableName } = table;
  const { keyspace } = map;
  const write = async (actions: TransactWriteItem[]) =>
    (await transact(table, `create ${keyspace}`, actions)) === 'written';
  const of = text(createHash('sha256').update(JSON.stringify(map.shards)).update(deflateMap(map)).digest('hex'));
  const isMine = { ConditionExpression: '#of = :of', ExpressionAttributeNames: { '#of': 'of' } };
  const mine = { TableName, Key: draftKey(keyspace), ...isMine, ExpressionAttributeValues: { ':of': of } };
  const noHead = { TableName, ConditionExpression: 'attribute_not_exists(pk)' };

  const drafted = await write([
    { ConditionCheck: { ...noHead, Key: headKey(keyspace) } },
    { Put: { TableName, Item: { ...draftKey(keyspace), of } } },
  ]);
  if (!drafted) return false;
  const slots = Array.from(map.owner, (_, slot) => slotItem(keyspace, firstSlot(map, slot)));
  for (let from = 0; from < slots.length; from += mostActions - 1) {
    const some = slots.slice(from, from + mostActions - 1);
    const puts = some.map((Item) => ({ Put: { TableName, Item } }));
    if (!(await write([{ ConditionCheck: mine }, ...puts]))) return false;
  }
  return write([{ Delete: mine }, { Put: { ...noHead, Item: headItem(map) } }]);
}
