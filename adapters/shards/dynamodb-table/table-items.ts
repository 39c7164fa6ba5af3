import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { Refusal } from '../../../core/model/errors.ts';
import { type Access, access } from '../../../core/sharding/tables/access.ts';
import type { Fence } from '../../../core/sharding/tables/fence.ts';
import { type Item, text } from '../../ledgers/items.ts';
import { fenceCheck, noFence, readFence } from './fence-item.ts';
import { fenceKey, partitionOf, placeOf, sortKey, versionAttribute } from './place.ts';
import type { SlotFences } from './slot-fences.ts';

/** An item of an application, without the attributes that say where it is. */
export type ItemAttributes = Readonly<Record<string, AttributeValue>>;

/** The items of one key. They are in one table, or in two of the same content while their slot moves. */
export interface KeyItems {
  /** Null where there is none. Strongly consistent. */
  get(name: string): Promise<ItemAttributes | null>;
  /** All of them by name; a page of up to 1 MB after another is read. Strongly consistent. */
  list(): Promise<ReadonlyMap<string, ItemAttributes>>;
  /** Writes it in the place of what was there. */
  put(name: string, item: ItemAttributes): Promise<void>;
  /**
   * Writes what `change` makes of what is there; null deletes it. `change` is called again where somebody else wrote in
   * between, so it must do nothing else.
   */
  update(name: string, change: (was: ItemAttributes | null) => ItemAttributes | null): Promise<ItemAttributes | null>;
  delete(name: string): Promise<void>;
}

/** Where a key is by the map that the client has. */
export interface TableRoute {
  readonly slot: number;
  readonly epoch: number;
  readonly tableName: string;
  /** Of another shard of the keyspace. */
  tableOf(shard: string): string;
}

export interface TableItemsParts {
  readonly client: DynamoDBClient;
  readonly fences: SlotFences;
  /** Whether each request says which fence it goes by: dearer, and safe however long a request may take on its way. */
  readonly strict: boolean;
  /** How long one request may take, milliseconds. */
  readonly requestMs: number;
  route(key: string): Promise<TableRoute>;
  /** Reads the map anew. */
  refresh(): Promise<void>;
  nowMs(): number;
  newId(): string;
  random(): number;
  /** @default a timer */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

/** Where to read and write now, and by which fence. */
interface Place {
  readonly route: TableRoute;
  readonly fence: Fence | null;
  /** No request begins after this. */
  readonly untilMs: number;
  readonly read: string;
  readonly write: readonly string[];
}

/** What came of one try; `again` where nothing was done, since somebody else was faster or the place is another. */
const again = Symbol('again');

type Sent = typeof again | undefined;
type Over = { readonly version: string | null } | null;

interface OneWrite {
  readonly TableName: string;
  readonly key: Item;
  /** Null to delete. */
  readonly item: Item | null;
  readonly expected: ReturnType<typeof expects> | Record<string, never>;
}

/** How long an operation is tried, where others always write first or the slot has moved once more. */
const patienceMs = 10_000;
const firstPauseMs = 10;
const longestPauseMs = 400;

/** The items of a key in shards that are DynamoDB tables. Rejects with `Refusal` where the slot cannot be found for long. */
export function tableItems(parts: TableItemsParts, key: string): KeyItems {
  const one = new ItemsOfKey(parts, key);
  return {
    get: (name) => one.get(name),
    list: () => one.list(),
    put: (name, item) => one.put(name, item),
    update: (name, change) => one.update(name, change),
    delete: (name) => one.delete(name),
  };
}

class ItemsOfKey implements KeyItems {
  private readonly parts: TableItemsParts;
  private readonly key: string;

  constructor(parts: TableItemsParts, key: string) {
    this.parts = parts;
    this.key = key;
  }

  get(name: string): Promise<ItemAttributes | null> {
    const sk = sortKey(this.key, name);
    return this.trying(async (place) => {
      const item = await this.read(place, sk);
      return item === again ? again : attributesOf(item);
    });
  }

  list(): Promise<ReadonlyMap<string, ItemAttributes>> {
    const prefix = sortKey(this.key, '');
    return this.trying(async (place) => {
      const items = await this.query(place, prefix);
      if (this.parts.nowMs() >= place.untilMs) return again;
      if (this.parts.strict && !(await this.isStill(place))) return again;
      return new Map(items.map((item) => [item.sk?.S?.slice(prefix.length) ?? '', attributesOf(item) ?? {}]));
    });
  }

  async put(name: string, item: ItemAttributes): Promise<void> {
    const sk = sortKey(this.key, name);
    refuseReserved(item);
    await this.trying((place) => this.write(place, sk, item, null));
  }

  async delete(name: string): Promise<void> {
    const sk = sortKey(this.key, name);
    await this.trying((place) => this.write(place, sk, null, null));
  }

  async update(name: string, change: (was: ItemAttributes | null) => ItemAttributes | null) {
    const sk = sortKey(this.key, name);
    return this.trying(async (place) => {
      const was = await this.read(place, sk);
      if (was === again) return again;
      const next = change(attributesOf(was));
      if (next !== null) refuseReserved(next);
      const written = await this.write(place, sk, next, { version: was?.[versionAttribute]?.S ?? null });
      return written === again ? again : next;
    });
  }

  /** Tries until something comes of it, each time by the fence and the map as they are then. */
  private async trying<T>(attempt: (place: Place) => Promise<T | typeof again>): Promise<T> {
    const { pause = pauseFor, random, refresh, fences, nowMs } = this.parts;
    const untilMs = nowMs() + patienceMs;
    for (let tries = 0; nowMs() < untilMs; tries++) {
      if (tries > 0) await pause(random() * Math.min(longestPauseMs, firstPauseMs * 2 ** tries));
      const route = await this.parts.route(this.key);
      const place = await this.placeOf(route);
      if (place !== null) {
        const answer = await attempt(place);
        if (answer !== again) return answer;
      } else await refresh();
      fences.forget(route.tableName, route.slot);
    }
    throw new Refusal(
      `the items of a key could not be reached in ${patienceMs / 1000} s; see headroom shards status, or try again`,
    );
  }

  private async placeOf(route: TableRoute): Promise<Place | null> {
    const { fence, untilMs } = await this.parts.fences.read(route.tableName, route.slot);
    const allowed: Access = access(fence, route.epoch);
    if (allowed === 'stale') return null;
    const here = route.tableName;
    const there = fence?.to ? route.tableOf(fence.to) : here;
    return {
      route,
      fence,
      untilMs: this.parts.strict ? Number.POSITIVE_INFINITY : untilMs,
      read: allowed.read === 'here' ? here : there,
      write: allowed.write === 'here' ? [here] : [here, there],
    };
  }

  private async read(place: Place, sk: string): Promise<Item | null | typeof again> {
    const { client, strict } = this.parts;
    const Key = placeOf(place.route.slot, sk);
    if (!strict) {
      const asked = new GetItemCommand({ TableName: place.read, Key, ConsistentRead: true });
      return (await client.send(asked, this.inTime())).Item ?? null;
    }
    const Fence = { Get: { TableName: place.route.tableName, Key: fenceKey(place.route.slot) } };
    const TransactItems = [{ Get: { TableName: place.read, Key } }, Fence];
    const read = await orAgain(() => client.send(new TransactGetItemsCommand({ TransactItems }), this.inTime()));
    if (read === again) return again;
    const [item, fence] = read.Responses ?? [];
    return isSame(place.fence, readFence(fence?.Item)) ? (item?.Item ?? null) : again;
  }

  private async query({ read, route }: Place, prefix: string): Promise<Item[]> {
    const items: Item[] = [];
    let startKey: Item | undefined;
    do {
      const page = await this.parts.client.send(
        new QueryCommand({
          TableName: read,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': text(partitionOf(route.slot)), ':prefix': text(prefix) },
          ConsistentRead: true,
          ...(startKey && { ExclusiveStartKey: startKey }),
        }),
        this.inTime(),
      );
      items.push(...(page.Items ?? []));
      startKey = page.LastEvaluatedKey;
    } while (startKey !== undefined);
    return items;
  }

  private async isStill({ route, fence }: Place): Promise<boolean> {
    this.parts.fences.forget(route.tableName, route.slot);
    return isSame(fence, (await this.parts.fences.read(route.tableName, route.slot)).fence);
  }

  /** One item, or its end, in every table that has the slot; `over` where only that version may be replaced. */
  private write(place: Place, sk: string, item: ItemAttributes | null, over: Over): Promise<Sent> {
    if (this.parts.nowMs() >= place.untilMs) return Promise.resolve(again);
    const version = this.parts.newId();
    const key = placeOf(place.route.slot, sk);
    const one = (TableName: string): OneWrite => ({
      TableName,
      key,
      item: item && { ...item, ...key, [versionAttribute]: text(version) },
      expected: TableName === place.read && over !== null ? expects(over.version) : {},
    });
    const [first, ...others] = place.write.map(one);
    if (first === undefined) return Promise.resolve(again);
    const alone = others.length === 0 && !this.parts.strict;
    return alone ? this.writeAlone(first, version) : this.writeTogether(place, [first, ...others]);
  }

  /** The SDK may send it twice: what is there may be this very write. */
  private async writeAlone({ TableName, key, item, expected }: OneWrite, version: string): Promise<Sent> {
    const { client } = this.parts;
    const told = { TableName, ...expected, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
    try {
      if (item === null) await client.send(new DeleteItemCommand({ ...told, Key: key }), this.inTime());
      else await client.send(new PutItemCommand({ ...told, Item: item }), this.inTime());
      return;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const isThere = error.Item?.[versionAttribute]?.S;
      return isThere === (item === null ? undefined : version) ? undefined : again;
    }
  }

  private async writeTogether(place: Place, writes: readonly OneWrite[]): Promise<Sent> {
    const actions = writes.map(({ TableName, key, item, expected }): TransactWriteItem => {
      if (item === null) return { Delete: { TableName, Key: key, ...expected } };
      return { Put: { TableName, Item: item, ...expected } };
    });
    const TransactItems = this.parts.strict ? [...actions, this.check(place)] : actions;
    const command = new TransactWriteItemsCommand({ TransactItems });
    const sent = await orAgain(() => this.parts.client.send(command, this.inTime()));
    return sent === again ? again : undefined;
  }

  private check({ route: { tableName, slot }, fence }: Place): TransactWriteItem {
    if (fence === null) return noFence(tableName, slot);
    return fenceCheck(tableName, slot, { is: fence.is, move: fence.move });
  }

  private inTime() {
    return { abortSignal: AbortSignal.timeout(this.parts.requestMs) };
  }
}

const pauseFor = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

function isSame(one: Fence | null, other: Fence | null): boolean {
  return one?.is === other?.is && one?.move === other?.move;
}

function attributesOf(item: Item | null): ItemAttributes | null {
  if (item === null) return null;
  const { pk: _pk, sk: _sk, [versionAttribute]: _version, ...attributes } = item;
  return attributes;
}

function refuseReserved(item: ItemAttributes): void {
  const reserved = ['pk', 'sk', versionAttribute].find((name) => Object.hasOwn(item, name));
  if (reserved !== undefined)
    throw new Refusal(`an item has an attribute "${reserved}", which is the table's; rename it`);
}

function expects(version: string | null) {
  if (version === null) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    ConditionExpression: '#v = :v',
    ExpressionAttributeNames: { '#v': versionAttribute },
    ExpressionAttributeValues: { ':v': text(version) },
  };
}

async function orAgain<T>(send: () => Promise<T>): Promise<T | typeof again> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof TransactionCanceledException && isPassing(error)) return again;
    throw error;
  }
}

const passing = new Set(['None', 'ConditionalCheckFailed', 'TransactionConflict', 'ThrottlingError']);

function isPassing({ CancellationReasons = [] }: TransactionCanceledException): boolean {
  return CancellationReasons.every(({ Code }) => passing.has(Code ?? 'None'));
}
