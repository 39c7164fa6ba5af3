import type { Slot } from '../../../core/sharding/map/slot.ts';
import type { Move } from '../../../core/sharding/moving/move.ts';
import { type Item, number, text, truth } from '../../table/attributes.ts';
import { toJsonText } from '../../table/json-text.ts';
import { configKey, configPartition, keyAt } from '../../table/keys.ts';
import { readSchema1 } from '../../table/read-schema.ts';

/**
 * The layout of the table of keyspaces: keys `pk` and `sk`, time to live in `expiresAt` (seconds since 1970). What is of one
 * keyspace is in partitions that begin with its name, so that a role may be given one keyspace, or one part of it, by
 * `dynamodb:LeadingKeys`: the mover has `map`, `moves` and `active`, the balancer all, applications read `map` and put `heavy`.
 *
 * | pk | sk | what |
 * |---|---|---|
 * | `sharding/config` | `<keyspace>` | `config` (JSON text), `owner` (who configured it), `before` (JSON text: whose place it took), `version` |
 * | `<keyspace>#map` | `HEAD` | `schema`, `version`, `bits`, `seed`, `shards` (JSON text), `blob` (deflated): what clients read |
 * | `<keyspace>#map` | `DRAFT` | `of`: which first map is being written; only until it is |
 * | `<keyspace>#map` | `SLOT#<slot>` | the authority: `schema`, `shard`, `epoch`, `is`, `move`, `pinned`, `movedAtMs` |
 * | `<keyspace>#map` | `DRAIN#<shard>` | nothing more; exists while the shard is to be emptied and given nothing |
 * | `<keyspace>#moves` | `<move>` | `move` (JSON text), `is`, `token`, `abortAsked` |
 * | `<keyspace>#active` | `<move>` | nothing more; exists while the move is active, in the place of a sparse index |
 * | `<keyspace>#load` | `<hour>#<shard>` | `loads` (JSON text): what its slots carried in that hour; `expiresAt` |
 * | `<keyspace>#measured` | `<shard>` | `measured` (JSON text): what it counted last |
 * | `<keyspace>#heavy` | `<time>#<random>` | `report` (JSON text): heavy keys of one process of an application; `expiresAt` |
 * | `<keyspace>#plans` | `<plan>` | `plan` (JSON text), `is`, `sinceMs`, `note`, `expiresAt`: proposed, run, and what has been |
 */

export const keyspacesPartition = configPartition('sharding');
export const keyspaceKey = (keyspace: string): Item => configKey('sharding', keyspace);

export const mapPartition = (keyspace: string): string => `${keyspace}#map`;
/** The key of the map that clients read. */
export const headKey = (keyspace: string): Item => keyAt(mapPartition(keyspace), 'HEAD');
/** The key of the mark that a first map is being written. */
export const draftKey = (keyspace: string): Item => keyAt(mapPartition(keyspace), 'DRAFT');
/** What the sort keys of slots begin with. */
export const slotPrefix = 'SLOT#';
/** The key of a slot. */
export const slotKey = (keyspace: string, slot: number): Item =>
  keyAt(mapPartition(keyspace), `${slotPrefix}${String(slot).padStart(5, '0')}`);
/** What the sort keys of shards that are to be emptied begin with. */
export const drainPrefix = 'DRAIN#';
/** The key of the mark that a shard is to be emptied. */
export const drainKey = (keyspace: string, shard: string): Item =>
  keyAt(mapPartition(keyspace), `${drainPrefix}${shard}`);

/** Where the moves of a keyspace are. */
export const movesPartition = (keyspace: string): string => `${keyspace}#moves`;
/** The key of a move. */
export const moveKey = (keyspace: string, id: string): Item => keyAt(movesPartition(keyspace), id);
/** Where it stands which moves are active. */
export const activePartition = (keyspace: string): string => `${keyspace}#active`;
/** The key of the mark that a move is active. */
export const activeKey = (keyspace: string, id: string): Item => keyAt(activePartition(keyspace), id);

/** Where the loads of slots are, hour by hour. */
export const loadPartition = (keyspace: string): string => `${keyspace}#load`;
/** A time as the beginning of a sort key, so that text sorts as time does. */
export const hourPrefix = (hourMs: number): string => String(hourMs).padStart(15, '0');
/** The key of what a shard's slots carried in one hour. */
export const loadKey = (keyspace: string, hourMs: number, shard: string): Item =>
  keyAt(loadPartition(keyspace), `${hourPrefix(hourMs)}#${shard}`);
/** The key of what a shard counted last. */
export const measureKey = (keyspace: string, shard: string): Item => keyAt(`${keyspace}#measured`, shard);
/** Where reports of heavy keys are. */
export const keyReportPartition = (keyspace: string): string => `${keyspace}#heavy`;
/** The key of one report of heavy keys; `random` tells those of one moment apart. */
export const keyReportKey = (keyspace: string, atMs: number, random: string): Item =>
  keyAt(keyReportPartition(keyspace), `${hourPrefix(atMs)}#${random}`);
/** Where the plans of a keyspace are. */
export const plansPartition = (keyspace: string): string => `${keyspace}#plans`;
/** The key of a plan. */
export const planKey = (keyspace: string, id: string): Item => keyAt(plansPartition(keyspace), id);

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
  // The release before knew no way back that closes, and told nothing beforehand.
  const { wouldLose = null, notices = [] } = move;
  return {
    ...move,
    wouldLose,
    notices,
    token: Number(item.token?.N ?? move.token),
    abortAsked: item.abortAsked?.BOOL ?? move.abortAsked,
  };
}
