import { GetItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Move } from '../../../../core/sharding/moving/move.ts';
import type { Fence } from '../../../../core/sharding/moving/tables/fence.ts';
import { type Item, text } from '../../../table/attributes.ts';
import type { Table } from '../../../table/table.ts';
import { transact } from '../../../table/transact.ts';
import { fenceCheck, fencePut } from './fence-item.ts';
import { type GuardedWrite, writeGuarded } from './guarded-writes.ts';
import type { SlotPlace } from './item-place.ts';
import { placeOf, versionAttribute } from './place.ts';
import { slotPage } from './slot-pages.ts';

/** Which slot goes from which table to which, by a client that reaches both. */
export interface SlotMove {
  readonly table: Omit<Table, 'tableName'>;
  readonly move: Move;
  /** Where what moves is, and where it comes. */
  readonly source: SlotPlace;
  readonly target: SlotPlace;
  /** With what the sort keys begin of what moves; null where all of the slot does. */
  readonly prefix: string | null;
}

/**
 * Makes the target equal to the source from where the fence says that it is so already, page by page, until `mayGoOn` says
 * no. Each item is written while the source still has it as it was read, and deleted while the source still has none: a
 * plain copy would bring back what was deleted meanwhile. Only works under the fence `dual` of this move. True at the end.
 */
export async function copySlot(job: SlotMove, fence: Fence, mayGoOn: () => boolean): Promise<boolean> {
  let at = fence;
  while (!at.copied) {
    if (!mayGoOn()) return false;
    at = await copyPage(job, at);
  }
  return true;
}

async function copyPage(job: SlotMove, fence: Fence): Promise<Fence> {
  const { table, move, source, target, prefix } = job;
  const { client } = table;
  const after = fence.copiedTo;
  const from = await slotPage(client, source, { after, upTo: null, aPage: true, prefix });
  const to = await slotPage(client, target, { after, upTo: from.upTo, aPage: false, prefix });
  const guard = fenceCheck(source, { is: 'dual', move: move.id });
  await writeGuarded(asTable(job), [guard], differences(job, from.items, to.items));
  const copied = from.upTo === null;
  const next: Fence = { ...fence, revision: fence.revision + 1, copied, copiedTo: from.upTo ?? after };
  const written = await transact(asTable(job), 'say how far the copy is', [fencePut(source, next)]);
  if (written !== 'written') throw new Error('another mover copies the slot too; look again');
  return next;
}

const asTable = ({ table, source }: SlotMove): Table => ({ ...table, tableName: source.tableName });

function differences(job: SlotMove, from: readonly Item[], to: readonly Item[]): GuardedWrite[] {
  const there = new Map(to.map((item) => [item.sk?.S ?? '', item]));
  const changed = from.filter((item) => !hasSame(item, there.get(item.sk?.S ?? '')));
  const here = new Set(from.map(({ sk }) => sk?.S ?? ''));
  const gone = [...there.keys()].filter((sk) => !here.has(sk));
  return [...changed.map((item) => copyOf(job, item)), ...gone.map((sk) => deletionOf(job, sk))];
}

function hasSame(item: Item, other: Item | undefined): boolean {
  const version = item[versionAttribute]?.S;
  return version !== undefined && version === other?.[versionAttribute]?.S;
}

function copyOf(job: SlotMove, item: Item): GuardedWrite {
  const { source, target } = job;
  const sk = item.sk?.S ?? '';
  const version = item[versionAttribute];
  const unchanged: TransactWriteItem = {
    ConditionCheck: {
      TableName: source.tableName,
      Key: placeOf(source.slot, sk),
      ConditionExpression: version === undefined ? 'attribute_exists(pk) AND attribute_not_exists(#v)' : '#v = :v',
      ExpressionAttributeNames: { '#v': versionAttribute },
      ...(version !== undefined && { ExpressionAttributeValues: { ':v': version } }),
    },
  };
  const put: TransactWriteItem = {
    Put: { TableName: target.tableName, Item: { ...item, ...placeOf(target.slot, sk) } },
  };
  return { actions: [unchanged, put], bytes: JSON.stringify(item).length, again: () => again(job, sk) };
}

function deletionOf(job: SlotMove, sk: string): GuardedWrite {
  const at = ({ tableName, slot }: SlotPlace) => ({ TableName: tableName, Key: placeOf(slot, sk) });
  const absent: TransactWriteItem = {
    ConditionCheck: { ...at(job.source), ConditionExpression: 'attribute_not_exists(pk)' },
  };
  return { actions: [absent, { Delete: at(job.target) }], bytes: 0, again: () => again(job, sk) };
}

/** What the source has now. */
async function again(job: SlotMove, sk: string): Promise<GuardedWrite> {
  const { tableName: TableName, slot } = job.source;
  const asked = { TableName, Key: placeOf(slot, sk), ConsistentRead: true };
  const { Item } = await job.table.client.send(new GetItemCommand(asked));
  return Item === undefined ? deletionOf(job, sk) : copyOf(job, { ...Item, sk: text(sk) });
}
