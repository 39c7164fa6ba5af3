import type { KeyspaceConfig } from '../../config/keyspace.ts';
import type { Flip, KeyspaceStore } from '../../ports.ts';
import type { Move } from '../move.ts';
import { isActive } from '../move.ts';
import { type Change, change, type Fences } from './change.ts';
import type { TableMover } from './mover.ts';
import { type Step, step } from './step.ts';

/** What driving a move between tables touches. */
export interface TableDriving {
  readonly store: Pick<KeyspaceStore, 'slot' | 'move' | 'save' | 'flip'>;
  readonly mover: TableMover;
  /** How long a client may go on by a fence that is no more, milliseconds (`staleMs`). */
  readonly staleMs: number;
  nowMs(): number;
}

/** What became of a move that was driven. */
export interface Driven {
  readonly move: Move;
  /** When to drive it again; null once it is over, or where only a person can mend what is in its way. */
  readonly againAtMs: number | null;
}

/** One move while it is driven. */
interface Drive extends TableDriving {
  readonly config: KeyspaceConfig;
  mayGoOn(): boolean;
}

/**
 * Drives a move between two tables until it has to wait, is over, or `untilMs` is near. Whoever drives it, and how many at
 * once, does no harm: every change is conditional on what was read before it.
 */
export async function drive(
  world: TableDriving,
  config: KeyspaceConfig,
  known: Move,
  untilMs: number,
): Promise<Driven> {
  const { store, mover, staleMs, nowMs } = world;
  const driving: Drive = { store, mover, staleMs, nowMs, config, mayGoOn: () => nowMs() < untilMs };
  for (let move = known; ; ) {
    if (!isActive(move.is)) return { move, againAtMs: null };
    if (!driving.mayGoOn()) return { move, againAtMs: untilMs };
    const fences = await mover.fences(config, move);
    const differ = move.is === 'planned' ? await mover.differences(config, move) : null;
    const decided = step(move, { ...fences, differ, nowMs: nowMs(), staleMs });
    if (decided.do === 'nothing') return { move, againAtMs: null };
    if (decided.do === 'wait') return { move, againAtMs: decided.untilMs };
    await carryOut(driving, move, fences, decided);
    move = (await store.move(move.keyspace, move.id)) ?? move;
  }
}

/** Whether it was written is not asked: the next look sees it. */
async function carryOut(
  driving: Drive,
  move: Move,
  fences: Fences,
  decided: Exclude<Step, { readonly do: 'wait' | 'nothing' }>,
): Promise<void> {
  if (decided.do === 'save') await driving.store.save(move, decided.next);
  else if (decided.do === 'change') await changeFences(driving, move, fences, decided.change);
  else await work(driving, move, fences, decided);
}

async function changeFences(driving: Drive, move: Move, fences: Fences, what: Change): Promise<void> {
  const nextEpoch = await nextEpochOf(driving, move);
  const next = change(move, fences, what, { nowMs: driving.nowMs(), nextEpoch });
  await driving.mover.write(driving.config, move, what, next);
}

async function work(
  driving: Drive,
  move: Move,
  { source }: Fences,
  decided: Extract<Step, { readonly do: 'work' }>,
): Promise<void> {
  const { store, mover, config, mayGoOn } = driving;
  switch (decided.work) {
    case 'copy':
      if (source !== null) await mover.copy(config, move, source, mayGoOn);
      return;
    case 'flip':
      await store.flip(move, decided.next, flipOf(move, await nextEpochOf(driving, move)));
      return;
    case 'clean-source':
    case 'clean-target': {
      const side = decided.work === 'clean-source' ? 'source' : 'target';
      if (await mover.clean(config, move, side, mayGoOn)) await store.save(move, decided.next);
    }
  }
}

/** A pin's number may have been another key's: its epochs go on. */
async function nextEpochOf({ store }: Drive, { keyspace, kind, pinned, epoch }: Move): Promise<number> {
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
