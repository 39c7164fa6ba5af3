import type { TransactWriteItem, Update } from '@aws-sdk/client-dynamodb';
import { slotsOf } from '../../../core/sharding/map/slots-of.ts';
import type { Move } from '../../../core/sharding/moving/move.ts';
import { beginsBack, holdOf, isActive } from '../../../core/sharding/moving/move.ts';
import type { Flip } from '../../../core/sharding/ports.ts';
import { type Item, number, text, truth } from '../../table/attributes.ts';
import { activeKey, moveItem, moveKey, moveText, slotKey } from './keyspace-items.ts';

/** The parts of an update, from which expression, names and values are made. */
interface Change {
  readonly key: Item;
  readonly set: Item;
  readonly remove?: readonly string[];
  readonly condition: string;
  /** Values that only the condition has, with their colons. */
  readonly given?: Item;
}

/** An update of one item that sets and removes whole attributes under a condition. */
export function updateOf(TableName: string, { key, set, remove = [], condition, given = {} }: Change): Update {
  const sets = Object.keys(set).map((name) => `#${name} = :${name}`);
  const removes = remove.map((name) => `#${name}`);
  const UpdateExpression = [
    sets.length > 0 ? `SET ${sets.join(', ')}` : '',
    removes.length > 0 ? `REMOVE ${removes.join(', ')}` : '',
  ].join(' ');
  const values = Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value]));
  const all = { ...values, ...given };
  return {
    TableName,
    Key: key,
    UpdateExpression,
    ConditionExpression: condition,
    ExpressionAttributeNames: namesIn(UpdateExpression, condition),
    ...(Object.keys(all).length > 0 && { ExpressionAttributeValues: all }),
  };
}

/** Every attribute is named by `#` and its name, since some names are words of DynamoDB's. */
function namesIn(...expressions: string[]): Record<string, string> {
  const used = expressions.join(' ').match(/#\w+/g) ?? [];
  return Object.fromEntries(used.map((name) => [name, name.slice(1)]));
}

/** Everything that `begin` writes. */
export function beginActions(TableName: string, move: Move): TransactWriteItem[] {
  const { keyspace, id, kind } = move;
  const { source, target } = slotsOf(move);
  const take = (slot: number, set: Item, condition: string, given: Item = {}): TransactWriteItem => ({
    Update: updateOf(TableName, { key: slotKey(keyspace, slot), set, condition, given }),
  });
  const taken = { is: text('moving'), move: text(id) };
  const free = 'attribute_not_exists(#move)';
  const isFrom = { ':from': text(move.from), ':since': number(move.epoch) };
  const isTo = { ':to': text(move.to) };
  const actions = [
    put(TableName, moveItem(move)),
    put(TableName, activeKey(keyspace, id)),
    take(source, taken, `#shard = :from AND #epoch = :since AND ${free}`, isFrom),
  ];
  if (target === source) return actions;
  if (kind === 'unpin') return [...actions, take(target, taken, `#shard = :to AND ${free}`, isTo)];
  return [...actions, makePin(TableName, move, target)];
}

function put(TableName: string, item: Item): TransactWriteItem {
  return { Put: { TableName, Item: item, ConditionExpression: 'attribute_not_exists(pk)' } };
}

/** The slot that a pin goes to, made where there is none yet; one that was a pin's before goes on with its epoch. */
function makePin(TableName: string, { keyspace, id, to }: Move, slot: number): TransactWriteItem {
  const UpdateExpression =
    'SET #schema = :one, #shard = if_not_exists(#shard, :to), #epoch = if_not_exists(#epoch, :zero), #is = :is, #move = :id';
  const ConditionExpression = 'attribute_not_exists(#move) AND attribute_not_exists(#pinned)';
  const values = { ':one': number(1), ':to': text(to), ':zero': number(0), ':is': text('moving'), ':id': text(id) };
  return {
    Update: {
      TableName,
      Key: slotKey(keyspace, slot),
      UpdateExpression,
      ConditionExpression,
      ExpressionAttributeNames: namesIn(UpdateExpression, ConditionExpression),
      ExpressionAttributeValues: values,
    },
  };
}

/** The move itself, where it is still as `was` has it, and its line among the active ones. The first carries that condition. */
export function moveActions(TableName: string, was: Move, next: Move): TransactWriteItem[] {
  const key = moveKey(was.keyspace, was.id);
  const condition = '#is = :was AND #token = :token';
  const given = { ':was': text(was.is), ':token': number(was.token) };
  const turned: Item = beginsBack(was, next) ? { abortAsked: truth(false) } : {};
  const set = { move: moveText({ ...next, token: was.token }), is: text(next.is), ...turned };
  const written: TransactWriteItem = { Update: updateOf(TableName, { key, set, condition, given }) };
  if (isActive(next.is)) return [written];
  return [written, { Delete: { TableName, Key: activeKey(was.keyspace, was.id) } }];
}

/** How `save` marks the move's slots; nothing where that stays as it is. */
export function slotActions(TableName: string, was: Move, next: Move): TransactWriteItem[] {
  const [held, holds] = [holdOf(was.is), holdOf(next.is)];
  if (held === holds || holds === 'as it is') return [];
  const { all, target } = slotsOf(was);
  const takes = held === null;
  return all.map((slot) => {
    const key = slotKey(was.keyspace, slot);
    const owner: Item = takes && slot === target ? { ':to': text(was.to) } : {};
    const id: Item = { ':id': text(was.id) };
    const condition = takes
      ? `attribute_not_exists(#move)${slot === target ? ' AND #shard = :to' : ''}`
      : '#move = :id';
    const set = { is: text(holds ?? 'owned'), ...(takes && { move: text(was.id) }) };
    const remove = holds === null ? ['move'] : [];
    return { Update: updateOf(TableName, { key, set, remove, condition, given: takes ? owner : id }) };
  });
}

/** How a flip changes slots: new owners and epochs, and the marks of all that the move holds. */
export function flipActions(
  TableName: string,
  { was, next }: { readonly was: Move; readonly next: Move },
  flip: Flip,
  endedPin: number | null,
): TransactWriteItem[] {
  const hold = holdOf(next.is);
  const others = slotsOf(was).all.filter((slot) => !flip.slots.some((one) => one.slot === slot));
  const mark: Item = hold === 'as it is' ? {} : { is: text(hold ?? 'owned') };
  const given = { ':id': text(was.id) };
  const keyOf = (slot: number) => slotKey(was.keyspace, slot);
  const freed = hold === null ? ['move'] : [];
  const remove = (slot: number) => (slot === endedPin ? [...freed, 'pinned'] : freed);
  const flips = flip.slots.map(({ slot, shard, epoch }) => {
    const pinned: Item = flip.pin?.slot === slot ? { pinned: text(flip.pin.key) } : {};
    const set = { ...mark, ...pinned, shard: text(shard), epoch: number(epoch), movedAtMs: number(next.sinceMs) };
    const condition = '#move = :id AND #epoch < :epoch';
    return { Update: updateOf(TableName, { key: keyOf(slot), set, remove: remove(slot), condition, given }) };
  });
  const rest = others
    .filter((slot) => Object.keys(mark).length > 0 || remove(slot).length > 0)
    .map((slot) => ({
      Update: updateOf(TableName, {
        key: keyOf(slot),
        set: mark,
        remove: remove(slot),
        condition: '#move = :id',
        given,
      }),
    }));
  return [...flips, ...rest];
}
