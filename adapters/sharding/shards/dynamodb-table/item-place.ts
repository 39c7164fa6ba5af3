import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Fence } from '../../../../core/sharding/moving/tables/fence.ts';
import type { Item } from '../../../table/attributes.ts';

/** An item of an application, without the attributes that say where it is. */
export type ItemAttributes = Readonly<Record<string, AttributeValue>>;

/** Where to read and write the items of a slot now, and by which fence. */
export interface ItemPlace {
  readonly slot: number;
  /** The table that the map names, which has the fence. */
  readonly fenceTable: string;
  readonly fence: Fence | null;
  /** No request begins after this. */
  readonly untilMs: number;
  readonly read: SlotPlace;
  readonly write: readonly SlotPlace[];
}

/** A slot in a table. A key that is pinned or unpinned moves between two slots, maybe of one table. */
export interface SlotPlace {
  readonly tableName: string;
  readonly slot: number;
}

/** What requests are made with. */
export interface RequestParts {
  readonly client: DynamoDBClient;
  /** Whether each request says which fence it goes by: dearer, and safe however long a request may take on its way. */
  readonly strict: boolean;
  /** How long one request may take, all its attempts included, milliseconds. */
  readonly requestMs: number;
  nowMs(): number;
  newId(): string;
}

/** What comes of a try of which nothing was done, since somebody else was faster or the place is another. */
export const again = Symbol('again');

/** What a try came to: an answer, or that it is to be made again. */
export type Tried<T> = T | typeof again;

/** What an item was when it was read; null where there was none. */
export type ReadItem = Item | null;

/** Ends a request that takes longer than a client may go by its fence. */
export const inTime = ({ requestMs }: RequestParts) => ({ abortSignal: AbortSignal.timeout(requestMs) });

/** Whether two are the same state of the same move; marks of the mover's own do not count. */
export function isSameFence(one: Fence | null, other: Fence | null): boolean {
  return one?.is === other?.is && one?.move === other?.move;
}
