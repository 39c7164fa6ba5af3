import {
  ConditionalCheckFailedException,
  GetItemCommand,
  type Update,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { Refusal } from '../../../core/model/errors.ts';
import type { KeyspaceConfig } from '../../../core/sharding/config/keyspace.ts';
import { parseKeyspace } from '../../../core/sharding/config/parse-keyspace.ts';
import { flipped, withShards } from '../../../core/sharding/map/changed-map.ts';
import type { ShardMap } from '../../../core/sharding/map/shard-map.ts';
import type { Slot } from '../../../core/sharding/map/slot.ts';
import type { Move } from '../../../core/sharding/moving/move.ts';
import type { Flip, KeyspaceStore } from '../../../core/sharding/ports.ts';
import { type Item, number, text, truth } from '../../table/attributes.ts';
import { itemLoader } from '../../table/item-loader.ts';
import { busy, patiently } from '../../table/patiently.ts';
import { queryAll } from '../../table/query-all.ts';
import type { Table } from '../../table/table.ts';
import { transact } from '../../table/transact.ts';
import { createKeyspace } from './create-keyspace.ts';
import { headValues, readHead } from './head-item.ts';
import {
  activePartition,
  headKey,
  keyspaceKey,
  keyspacesPartition,
  mapPartition,
  moveKey,
  movesPartition,
  readMove,
  readSlot,
  slotKey,
  slotPrefix,
} from './keyspace-items.ts';
import { beginActions, flipActions, moveActions, slotActions, updateOf } from './move-actions.ts';

/** Keyspaces in a table of their own. Reads are strongly consistent but for that of a map that need not be. */
export function dynamoDbKeyspaces(table: Table): KeyspaceStore {
  return new DynamoDbKeyspaces(table);
}

class DynamoDbKeyspaces implements KeyspaceStore {
  private readonly table: Table;

  constructor(table: Table) {
    this.table = table;
  }

  async config(keyspace: string): Promise<KeyspaceConfig | null> {
    const item = await this.item(keyspaceKey(keyspace));
    return item === null ? null : readConfig(keyspace, item.config?.S ?? 'null');
  }

  async keyspaces(): Promise<readonly string[]> {
    return (await queryAll(this.table, keyspacesPartition)).map(({ sk }) => sk?.S ?? '');
  }

  async map(keyspace: string, consistently: boolean): Promise<ShardMap | null> {
    const item = await this.item(headKey(keyspace), consistently);
    return item === null ? null : readHead(keyspace, item);
  }

  create(map: ShardMap): Promise<boolean> {
    return createKeyspace(this.table, map);
  }

  async addShards(keyspace: string, shards: ShardMap['shards']): Promise<void> {
    await patiently(this.table, `add shards to ${keyspace}`, async () => {
      const map = await this.map(keyspace, true);
      const next = map && withShards(map, shards);
      if (map === null || next === map || next === null) return true;
      return (await this.update(this.head(map, next))) === null ? busy : true;
    });
  }

  async slots(keyspace: string): Promise<readonly Slot[]> {
    const items = await queryAll(this.table, mapPartition(keyspace), {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :slots)',
      ExpressionAttributeValues: { ':slots': text(slotPrefix) },
    });
    return items.map(readSlot);
  }

  async slot(keyspace: string, slot: number): Promise<Slot | null> {
    const item = await this.item(slotKey(keyspace, slot));
    return item && readSlot(item);
  }

  async activeMoves(keyspace: string): Promise<readonly Move[]> {
    const active = await queryAll(this.table, activePartition(keyspace));
    const load = itemLoader(this.table);
    const items = await Promise.all(active.map(({ sk }) => load(moveKey(keyspace, sk?.S ?? ''))));
    return items.flatMap((item) => (item === null ? [] : [readMove(item)]));
  }

  async move(keyspace: string, id: string): Promise<Move | null> {
    const item = await this.item(moveKey(keyspace, id));
    return item && readMove(item);
  }

  async movesOf(keyspace: string, plan: string): Promise<readonly Move[]> {
    const items = await queryAll(this.table, movesPartition(keyspace), {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :plan)',
      ExpressionAttributeValues: { ':plan': text(`${plan}x`) },
    });
    return items.map(readMove);
  }

  async begin(move: Move): Promise<boolean> {
    return this.write(`begin the move ${move.id}`, beginActions(this.table.tableName, move));
  }

  async takeOver(keyspace: string, id: string): Promise<Move | null> {
    const item = await this.update({
      TableName: this.table.tableName,
      Key: moveKey(keyspace, id),
      UpdateExpression: 'ADD #token :one',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: { '#token': 'token' },
      ExpressionAttributeValues: { ':one': number(1) },
    });
    return item && readMove(item);
  }

  async save(was: Move, next: Move): Promise<boolean> {
    const { tableName } = this.table;
    const actions = [...moveActions(tableName, was, next), ...slotActions(tableName, was, next)];
    return this.write(`save the move ${was.id}`, actions);
  }

  async flip(was: Move, next: Move, flip: Flip): Promise<boolean> {
    return patiently(this.table, `flip the move ${was.id}`, async () => {
      const map = await this.map(was.keyspace, true);
      if (map === null) return false;
      const { tableName } = this.table;
      const endedPin = flip.unpin === null ? null : (map.pins.get(flip.unpin) ?? null);
      const actions = [
        ...moveActions(tableName, was, next),
        ...flipActions(tableName, { was, next }, flip, endedPin),
        { Update: this.head(map, flipped(map, flip)) },
      ];
      const written = await transact(this.table, `flip the move ${was.id}`, actions);
      if (written === 'written') return true;
      // Another move's flip came first, which says nothing against this one.
      return written.at === actions.length - 1 ? busy : false;
    });
  }

  async askAbort(keyspace: string, id: string): Promise<Move | null> {
    const item = await this.update(
      updateOf(this.table.tableName, {
        key: moveKey(keyspace, id),
        set: { abortAsked: truth(true) },
        condition: 'attribute_exists(pk) AND NOT #is IN (:done, :aborted)',
        given: { ':done': text('done'), ':aborted': text('aborted') },
      }),
    );
    return item && readMove(item);
  }

  private head(was: ShardMap, next: ShardMap): Update {
    return updateOf(this.table.tableName, {
      key: headKey(was.keyspace),
      set: headValues(next),
      condition: '#version = :was',
      given: { ':was': number(was.version) },
    });
  }

  private async write(what: string, actions: Parameters<typeof transact>[2]): Promise<boolean> {
    return (await transact(this.table, what, actions)) === 'written';
  }

  /** The item as it is after the update; null where the condition was not met. */
  private async update(update: Update): Promise<Item | null> {
    const { ReturnValuesOnConditionCheckFailure: _, ...input } = update;
    try {
      const { Attributes } = await this.table.client.send(
        new UpdateItemCommand({ ...input, ReturnValues: 'ALL_NEW' } as UpdateItemCommand['input']),
      );
      return Attributes ?? null;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return null;
    }
  }

  private async item(Key: Item, ConsistentRead = true): Promise<Item | null> {
    const { client, tableName: TableName } = this.table;
    return (await client.send(new GetItemCommand({ TableName, Key, ConsistentRead }))).Item ?? null;
  }
}

function readConfig(keyspace: string, json: string): KeyspaceConfig {
  try {
    return parseKeyspace(keyspace, JSON.parse(json));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal(`the config of "${keyspace}" in the table cannot be used: ${why}; deploy it again`);
  }
}
