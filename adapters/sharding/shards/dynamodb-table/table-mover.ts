import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { Refusal } from '../../../../core/model/errors.ts';
import type { KeyspaceConfig } from '../../../../core/sharding/config/keyspace.ts';
import { slotsOf } from '../../../../core/sharding/map/slots-of.ts';
import { isActive } from '../../../../core/sharding/moving/is-active.ts';
import type { Move } from '../../../../core/sharding/moving/move.ts';
import { type Change, change, type Fences } from '../../../../core/sharding/moving/tables/change.ts';
import { type Step, step } from '../../../../core/sharding/moving/tables/step.ts';
import type { Flip, KeyspaceStore } from '../../../../core/sharding/ports.ts';
import { transact } from '../../../table/transact.ts';
import { cleanSlot } from './clean-slot.ts';
import { copySlot, type SlotMove } from './copy-slot.ts';
import { fencePut, loadFence } from './fence-item.ts';
import { FenceChanged } from './guarded-writes.ts';
import type { SlotPlace } from './item-place.ts';
import { sortKey } from './place.ts';

export interface TableMoverParts {
  readonly store: KeyspaceStore;
  readonly client: DynamoDBClient;
  readonly config: KeyspaceConfig;
  /** How long a client may go on by a fence that is no more, milliseconds (`staleMs`). */
  readonly staleMs: number;
  nowMs(): number;
  random(): number;
  /** @default a timer */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

/** What became of a move that was driven. */
export interface Driven {
  readonly move: Move;
  /** When to drive it again; null once it is over, or where only a person can mend what is in its way. */
  readonly againAtMs: number | null;
}

/**
 * Drives a move between two DynamoDB tables until it has to wait, is over, or `untilMs` is near. Whoever drives it, and how
 * many at once, does no harm: every change is conditional on what was read before it.
 */
export async function driveTableMove(parts: TableMoverParts, move: Move, untilMs: number): Promise<Driven> {
  const mayGoOn = () => parts.nowMs() < untilMs;
  for (let now = move; ; ) {
    if (!isActive(now.is)) return { move: now, againAtMs: null };
    if (!mayGoOn()) return { move: now, againAtMs: untilMs };
    const job = jobOf(parts, now);
    const fences = await readFences(job);
    const decided = step(now, { ...fences, nowMs: parts.nowMs(), staleMs: parts.staleMs });
    if (decided.do === 'nothing') return { move: now, againAtMs: null };
    if (decided.do === 'wait') return { move: now, againAtMs: decided.untilMs };
    await carryOut(parts, job, fences, decided, mayGoOn);
    now = (await parts.store.move(now.keyspace, now.id)) ?? now;
  }
}

/** What the tables say of a move's slot. Rejects with `Refusal` where a shard is no table any more. */
export function fencesOf(parts: TableMoverParts, move: Move): Promise<Fences> {
  return readFences(jobOf(parts, move));
}

function jobOf({ client, config, random, pause }: TableMoverParts, move: Move): SlotMove {
  const table = { client, random, ...(pause && { pause }) };
  const { source, target } = slotsOf(move);
  return {
    table,
    move,
    source: { tableName: tableOf(config, move.from), slot: source },
    target: { tableName: tableOf(config, move.to), slot: target },
    prefix: move.pinned === null ? null : sortKey(move.pinned.key, ''),
  };
}

function tableOf({ keyspace, shards }: KeyspaceConfig, name: string): string {
  const shard = shards[name];
  if (shard?.kind === 'dynamodb-table') return shard.tableName;
  throw new Refusal(
    `"${name}" is no DynamoDB table of the keyspace "${keyspace}"; put it back into its config and deploy`,
  );
}

async function readFences({ table: { client }, source, target }: SlotMove): Promise<Fences> {
  const load = ({ tableName, slot }: SlotPlace) => loadFence(client, tableName, slot);
  const [from, to] = await Promise.all([source, target].map(load));
  return { source: from ?? null, target: to ?? null };
}

/** A fence that has changed meanwhile is no fault: the next look sees it. */
async function carryOut(
  parts: TableMoverParts,
  job: SlotMove,
  fences: Fences,
  decided: Exclude<Step, { readonly do: 'wait' | 'nothing' }>,
  mayGoOn: () => boolean,
): Promise<void> {
  try {
    if (decided.do === 'save') await parts.store.save(job.move, decided.next);
    else if (decided.do === 'change') await changeFences(parts, job, fences, decided.change);
    else await work(parts, job, fences, decided, mayGoOn);
  } catch (error) {
    if (!(error instanceof FenceChanged)) throw error;
  }
}

async function changeFences(parts: TableMoverParts, job: SlotMove, fences: Fences, what: Change): Promise<void> {
  const { move, source, target } = job;
  const nextEpoch = await nextEpochOf(parts, move);
  const next = change(move, fences, what, { nowMs: parts.nowMs(), nextEpoch });
  const puts: TransactWriteItem[] = [];
  if (next.source !== null) puts.push(fencePut(source, next.source));
  if (next.target !== null) puts.push(fencePut(target, next.target));
  await transact({ ...job.table, tableName: source.tableName }, `${what} the fence of slot ${move.slot}`, puts);
}

/** A pin's number may have been another key's: its epochs go on. */
async function nextEpochOf({ store }: TableMoverParts, { keyspace, kind, pinned, epoch }: Move): Promise<number> {
  if (kind !== 'pin' || pinned === null) return epoch + 1;
  return ((await store.slot(keyspace, pinned.slot))?.epoch ?? 0) + 1;
}

function flipOf({ kind, slot, from, to, epoch, pinned }: Move, nextEpoch: number): Flip {
  if (kind === 'move' || pinned === null)
    return { slots: [{ slot, shard: to, epoch: nextEpoch }], pin: null, unpin: null };
  if (kind === 'unpin') return { slots: [], pin: null, unpin: pinned.key };
  const slots = [
    { slot, shard: from, epoch: epoch + 1 },
    { slot: pinned.slot, shard: to, epoch: nextEpoch },
  ];
  return { slots, pin: pinned, unpin: null };
}

async function work(
  parts: TableMoverParts,
  job: SlotMove,
  { source }: Fences,
  decided: Extract<Step, { readonly do: 'work' }>,
  mayGoOn: () => boolean,
): Promise<void> {
  const { move } = job;
  const { store } = parts;
  switch (decided.work) {
    case 'copy':
      if (source !== null) await copySlot(job, source, mayGoOn);
      return;
    case 'flip':
      await store.flip(move, decided.next, flipOf(move, await nextEpochOf(parts, move)));
      return;
    default: {
      const side = decided.work === 'clean-source' ? 'source' : 'target';
      if (await cleanSlot(job, side, mayGoOn)) await store.save(move, decided.next);
    }
  }
}
