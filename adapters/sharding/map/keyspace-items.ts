import type { Slot } from '../../../core/sharding/map/slot.ts';
import type { Move } from '../../../core/sharding/moving/move.ts';
import { type Item, number, readSchema1, text, truth } from '../../table/items.ts';
import { toJsonText } from '../../table/json-text.ts';

/**
 * The layout of the table of keyspaces: keys `pk` and `sk`, time to live in `expiresAt` (seconds since 1970).
 *
 * | pk | sk | what |
 * |---|---|---|
 * | `CONFIG#sharding` | `<keyspace>` | `config` (JSON text), `owner` (the stack that configured it) |
 * | `K#<keyspace>` | `HEAD` | the map that clients read: `version`, `bits`, `seed`, `shards` (JSON text), `blob` (deflated) |
 * | `K#<keyspace>` | `DRAFT` | `of`: which first map is being written; only until it is |
 * | `K#<keyspace>` | `S#<slot>` | the authority: `shard`, `epoch`, `is`, `move`, `pinned`, `movedAtMs` |
 * | `K#<keyspace>` | `DRAIN#<shard>` | nothing more; exists while the shard is to be emptied and given nothing |
 * | `M#<keyspace>` | `<move id>` | `move` (JSON text), `is`, `token`, `abortAsked` |
 * | `ACTIVE#<keyspace>` | `<move id>` | nothing more; exists while the move is active, in the place of a sparse index |
 * | `LOAD#<keyspace>` | `<hour>#<shard>` | `loads` (JSON text): what its slots carried in that hour; `expiresAt` |
 * | `MEASURED#<keyspace>` | `<shard>` | `measured` (JSON text): what it counted last |
 * | `HEAVY#<keyspace>` | `<time>#<random>` | `report` (JSON text): heavy keys of one process of an application; `expiresAt` |
 * | `PLANS#<keyspace>` | `<plan id>` | `plan` (JSON text), `is`, `sinceMs`, `note`, `expiresAt`: proposed, run, and what has been |
 */
export const configPartition = 'CONFIG#sharding';
/** The key of the config of a keyspace. */
export const configKey = (keyspace: string): Item => at(configPartition, keyspace);

const at = (pk: string, sk: string): Item => ({ pk: text(pk), sk: text(sk) });

/** Where the map and the slots of a keyspace are. */
export const keyspacePartition = (keyspace: string): string => `K#${keyspace}`;
/** The key of the map that clients read. */
export const headKey = (keyspace: string): Item => at(keyspacePartition(keyspace), 'HEAD');
/** The key of the mark that a first map is being written. */
export const draftKey = (keyspace: string): Item => at(keyspacePartition(keyspace), 'DRAFT');
/** What the sort keys of slots begin with. */
export const slotPrefix = 'S#';
/** The key of a slot. */
export const slotKey = (keyspace: string, slot: number): Item =>
  at(keyspacePartition(keyspace), `${slotPrefix}${String(slot).padStart(5, '0')}`);
/** What the sort keys of shards that are to be emptied begin with. */
export const drainPrefix = 'DRAIN#';
/** The key of the mark that a shard is to be emptied. */
export const drainKey = (keyspace: string, shard: string): Item =>
  at(keyspacePartition(keyspace), `${drainPrefix}${shard}`);
/** Where the loads of slots are, hour by hour. */
export const loadPartition = (keyspace: string): string => `LOAD#${keyspace}`;
/** A time as the beginning of a sort key, so that text sorts as time does. */
export const hourPrefix = (hourMs: number): string => String(hourMs).padStart(15, '0');
/** The key of what a shard's slots carried in one hour. */
export const loadKey = (keyspace: string, hourMs: number, shard: string): Item =>
  at(loadPartition(keyspace), `${hourPrefix(hourMs)}#${shard}`);
/** The key of what a shard counted last. */
export const measureKey = (keyspace: string, shard: string): Item => at(`MEASURED#${keyspace}`, shard);
/** Where reports of heavy keys are. */
export const keyReportPartition = (keyspace: string): string => `HEAVY#${keyspace}`;
/** The key of one report of heavy keys; `random` tells those of one moment apart. */
export const keyReportKey = (keyspace: string, atMs: number, random: string): Item =>
  at(keyReportPartition(keyspace), `${hourPrefix(atMs)}#${random}`);
/** Where the plans of a keyspace are. */
export const plansPartition = (keyspace: string): string => `PLANS#${keyspace}`;
/** The key of a plan. */
export const planKey = (keyspace: string, id: string): Item => at(plansPartition(keyspace), id);
/** Where the moves of a keyspace are. */
export const movesPartition = (keyspace: string): string => `M#${keyspace}`;
/** The key of a move. */
export const moveKey = (keyspace: string, id: string): Item => at(movesPartition(keyspace), id);
/** Where it stands which moves are active. */
export const activePartition = (keyspace: string): string => `ACTIVE#${keyspace}`;
/** The key of the mark that a move is active. */
export const activeKey = (keyspace: string, id: string): Item => at(activePartition(keyspace), id);

/** A slot as an item. */
export function slotItem(keyspace: string, { slot, shard, epoch, is, move, pinned, movedAtMs }: Slot): Item {
  return {
    ...slotKey(keyspace, slot),
    schema: number(1),
    shard: text(shard),
    epoch: number(epoch),
    is: text(is),
    ...(move !== null && { move: text(move) }),
    ...(pinned !== null && { pinned: text(pinned) }),
    ...(movedAtMs !== null && { movedAtMs: number(movedAtMs) }),
  };
}

/** A slot out of its item. */
export function readSlot(item: Item): Slot {
  return {
    slot: Number(item.sk?.S?.slice(slotPrefix.length)),
    shard: item.shard?.S ?? '',
    epoch: Number(item.epoch?.N ?? 0),
    is: (item.is?.S ?? 'owned') as Slot['is'],
    move: item.move?.S ?? null,
    pinned: item.pinned?.S ?? null,
    movedAtMs: item.movedAtMs?.N === undefined ? null : Number(item.movedAtMs.N),
  };
}

/** A move as the text that its item holds. */
export const moveText = (move: Move) => text(toJsonText(`the move ${move.id}`, move));

/** A move as an item. */
export function moveItem(move: Move): Item {
  return {
    ...moveKey(move.keyspace, move.id),
    move: moveText(move),
    is: text(move.is),
    token: number(move.token),
    abortAsked: truth(move.abortAsked),
  };
}

/** What others may change at any time stands beside the text and counts. */
export function readMove(item: Item): Move {
  const move = readSchema1<Move>(item, 'move');
  return { ...move, token: Number(item.token?.N ?? move.token), abortAsked: item.abortAsked?.BOOL ?? move.abortAsked };
}
