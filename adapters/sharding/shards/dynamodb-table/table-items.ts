import { Refusal } from '../../../../core/model/errors.ts';
import { access } from '../../../../core/sharding/moving/tables/fence.ts';
import type { Item } from '../../../table/attributes.ts';
import { again, type ItemAttributes, type ItemPlace, type RequestParts, type Tried } from './item-place.ts';
import { sortKey, versionAttribute } from './place.ts';
import { queryItems, readItem } from './read-items.ts';
import type { SlotFences } from './slot-fences.ts';
import { writeItem } from './write-item.ts';

/** The items of one key. They are in one table, or in two of the same content while their slot moves. */
export interface KeyItems {
  /** Null where there is none. Strongly consistent. */
  get(name: string): Promise<ItemAttributes | null>;
  /** All of them by name. Strongly consistent, each page of up to 1 MB as it is when it is read. */
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
  /** The table of another shard of the keyspace. */
  tableOf(shard: string): string;
}

/** What the items of a key are read and written with. */
export interface TableItemsParts extends RequestParts {
  readonly fences: SlotFences;
  route(key: string): Promise<TableRoute>;
  /** Reads the map anew. */
  refresh(): Promise<void>;
  random(): number;
  /** @default a timer */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

/** How long an operation is tried, where others always write first or the slot has moved once more. */
const patienceMs = 10_000;
const firstPauseMs = 10;
const longestPauseMs = 400;

/** The items of a key in shards that are DynamoDB tables. Rejects with `Refusal` where the slot cannot be found for long. */
export function tableItems(parts: TableItemsParts, key: string): KeyItems {
  const tryFor = <T>(attempt: (place: ItemPlace) => Promise<Tried<T>>) => trying(parts, key, attempt);
  const write = (name: string, item: ItemAttributes | null) => {
    const sk = sortKey(key, name);
    return tryFor((place) => writeItem(parts, place, { sk, item, over: null }));
  };
  return {
    async get(name) {
      const sk = sortKey(key, name);
      return attributesOf(await tryFor((place) => readItem(parts, place, sk)));
    },
    async list() {
      const prefix = sortKey(key, '');
      const items = await tryFor((place) => queryItems(parts, place, prefix));
      return new Map(items.map((item) => [item.sk?.S?.slice(prefix.length) ?? '', attributesOf(item) ?? {}]));
    },
    async put(name, item) {
      refuseReserved(item);
      await write(name, item);
    },
    async delete(name) {
      await write(name, null);
    },
    async update(name, change) {
      const sk = sortKey(key, name);
      return tryFor(async (place) => {
        const was = await readItem(parts, place, sk);
        if (was === again) return again;
        const item = change(attributesOf(was));
        if (item !== null) refuseReserved(item);
        const over = { version: was?.[versionAttribute]?.S ?? null };
        return (await writeItem(parts, place, { sk, item, over })) === again ? again : item;
      });
    },
  };
}

/** Tries until something comes of it, each time by the fence and the map as they are then. */
async function trying<T>(
  parts: TableItemsParts,
  key: string,
  attempt: (place: ItemPlace) => Promise<Tried<T>>,
): Promise<T> {
  const { pause = pauseFor, random, fences, nowMs } = parts;
  const untilMs = nowMs() + patienceMs;
  for (let tries = 0; nowMs() < untilMs; tries++) {
    if (tries > 0) await pause(random() * Math.min(longestPauseMs, firstPauseMs * 2 ** tries));
    const route = await parts.route(key);
    const place = await placeOf(parts, route, key);
    if (place === null) await parts.refresh();
    const answer = place === null ? again : await attempt(place);
    if (answer !== again) return answer;
    fences.forget(route.tableName, route.slot);
  }
  const seconds = patienceMs / 1000;
  throw new Refusal(
    `the items of a key could not be reached in ${seconds} s; see headroom shards status, or try again`,
  );
}

/** Null where the map that led here is out of date. */
async function placeOf({ fences, strict }: TableItemsParts, route: TableRoute, key: string): Promise<ItemPlace | null> {
  const { slot, epoch, tableName } = route;
  const { fence, untilMs } = await fences.read(tableName, slot);
  const allowed = access(fence, epoch, key);
  if (allowed === 'stale') return null;
  const here = { tableName, slot };
  const there = fence?.to ? { tableName: route.tableOf(fence.to.shard), slot: fence.to.slot } : here;
  return {
    slot,
    fenceTable: tableName,
    fence,
    untilMs: strict ? Number.POSITIVE_INFINITY : untilMs,
    read: allowed.read === 'here' ? here : there,
    write: allowed.write === 'here' ? [here] : [here, there],
  };
}

const pauseFor = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

function attributesOf(item: Item | null): ItemAttributes | null {
  if (item === null) return null;
  const { pk: _pk, sk: _sk, [versionAttribute]: _version, ...attributes } = item;
  return attributes;
}

function refuseReserved(item: ItemAttributes): void {
  const reserved = ['pk', 'sk', versionAttribute].find((name) => Object.hasOwn(item, name));
  if (reserved === undefined) return;
  throw new Refusal(`an item has an attribute "${reserved}", which is the table's own; rename it`);
}
