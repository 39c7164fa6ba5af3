import { becauseOf } from '../../../because-of.ts';
import type { Term } from '../../../ports.ts';
import type { KeyspaceConfig } from '../../config/keyspace.ts';
import type { KeyspaceStore } from '../../ports.ts';
import type { Move } from '../move.ts';
import { isActive, isClosed } from '../move.ts';
import { endFor } from './aborting.ts';
import { CannotBeDone } from './cannot-be-done.ts';
import type { ServerMover } from './mover.ts';
import type { Blocker, MoveSeen } from './seen.ts';
import { step } from './step.ts';
import type { Step } from './step-of.ts';

/** What driving a move touches. */
export interface ServerDriving {
  readonly store: Pick<KeyspaceStore, 'slot' | 'move' | 'takeOver' | 'save' | 'flip'>;
  readonly mover: ServerMover;
  nowMs(): number;
  sleep(ms: number): Promise<void>;
}

/** How far a move was driven. */
export interface Driven {
  readonly move: Move;
  /** Another has taken it over: what it is now is not known here. */
  readonly overtaken: boolean;
}

/** Waits that are not worth another invocation. */
const mostWaitMs = 2_000;
/** Before so little is left, no more is begun. */
const sparedMs = 10_000;
/** While a slot is blocked: for longer than it may be, so that it is opened again in the same go. */
const mostFailures = 50;
const afterFailureMs = 100;

/** Everything that `step` may know of a move now. */
export async function see(world: ServerDriving, config: KeyspaceConfig, move: Move): Promise<MoveSeen> {
  const slot = await world.store.slot(move.keyspace, move.slot);
  if (slot === null) throw new Error(`the map of "${move.keyspace}" has no slot ${move.slot}`);
  const seen = await world.mover.observe(config, move, slot);
  const blockers = move.is === 'planned' ? [...seen.blockers, ...(await usedNumber(world, move))] : seen.blockers;
  return { ...seen, blockers, atMs: world.nowMs(), slot, rollbackHours: config.rollbackHours };
}

/** A pin's own slot opens in the epoch after that of the slot it comes from; one that has been further would not take it. */
async function usedNumber({ store }: ServerDriving, { keyspace, kind, pinned, epoch }: Move): Promise<Blocker[]> {
  const slot = kind === 'pin' && pinned !== null ? await store.slot(keyspace, pinned.slot) : null;
  if (slot === null || slot.epoch <= epoch) return [];
  return [{ told: `Slot ${slot.slot} has been used for long; pin the key to a number that never was.`, passes: false }];
}

/**
 * Takes a move over and brings it on as long as there is something to do at once and time to do it: from
 * the cut to the flip in any case. A dumb loop: it may end anywhere, and another may be at the same move.
 */
export async function drive(world: ServerDriving, config: KeyspaceConfig, known: Move, term: Term): Promise<Driven> {
  const taken = await world.store.takeOver(known.keyspace, known.id);
  if (taken === null) return { move: known, overtaken: true };
  const at = { move: taken };
  for (let failures = 0; ; ) {
    const done = await tryOne(world, config, at, failures);
    if (done === 'overtaken') return { move: at.move, overtaken: true };
    failures = done === 'failed' ? failures + 1 : 0;
    if (done !== 'failed' && !(await goesOn(world, at.move, done, term))) return { move: at.move, overtaken: false };
    at.move = await refreshed(world, at.move);
  }
}

/** The move as this driver has last written it. */
interface At {
  move: Move;
}

/** One step. While a slot is blocked, one that fails is tried again; else the next tick does. */
async function tryOne(
  world: ServerDriving,
  config: KeyspaceConfig,
  at: At,
  failures: number,
): Promise<Step | 'overtaken' | 'failed'> {
  try {
    return await advance(world, config, at);
  } catch (error) {
    // What a server has refused is told in its words alone.
    const told = becauseOf(error).error.replace(/^CannotBeDone: /, '');
    if (isClosed(at.move.is) && failures < mostFailures) {
      at.move = { ...at.move, trouble: told };
      await world.sleep(afterFailureMs);
      return 'failed';
    }
    const ended = error instanceof CannotBeDone ? await endedBy(world, at, told, failures) : null;
    if (ended !== null) return ended;
    // Why it was given up is worth more than why it is not cleaned yet.
    const trouble = at.move.outcome === 'aborted' ? (at.move.trouble ?? told) : told;
    await world.store.save(at.move, { ...at.move, trouble });
    throw error;
  }
}

/** One who was overtaken in the middle of something may see what is not there any more, so it is tried once more first. */
async function endedBy(
  world: ServerDriving,
  at: At,
  told: string,
  failures: number,
): Promise<Step | 'overtaken' | 'failed' | null> {
  const end = endFor(at.move, world.nowMs(), told);
  if (end === null) return null;
  if (failures === 0) {
    await world.sleep(afterFailureMs);
    return 'failed';
  }
  const written = await write(world, at.move, end);
  if (written === null) return 'overtaken';
  at.move = written;
  return end;
}

async function advance(world: ServerDriving, config: KeyspaceConfig, at: At): Promise<Step | 'overtaken'> {
  const decided = step(at.move, await see(world, config, at.move));
  const written = await write(world, at.move, decided);
  if (written === null) return 'overtaken';
  at.move = written;
  for (const action of decided.actions) await world.mover.act(config, written, action);
  return decided;
}

/** Every step is written before it is done, also one that changes nothing: one who was overtaken learns it there. */
async function write({ store }: ServerDriving, was: Move, { next, flip, actions }: Step): Promise<Move | null> {
  if (next === was && flip === null && actions.length === 0) return was;
  const isWritten = flip === null ? await store.save(was, next) : await store.flip(was, next, flip);
  return isWritten ? next : null;
}

async function goesOn({ sleep }: ServerDriving, move: Move, { againInMs }: Step, term: Term): Promise<boolean> {
  if (againInMs === null || !isActive(move.is)) return false;
  if (!isClosed(move.is) && (againInMs > mostWaitMs || term.leftMs() < sparedMs)) return false;
  if (againInMs > 0) await sleep(againInMs);
  return true;
}

/** With what a person has asked for meanwhile. While the slot is blocked there is no time to look. */
async function refreshed({ store }: ServerDriving, move: Move): Promise<Move> {
  if (move.is === 'cutting' || move.is === 'opening') return move;
  const now = await store.move(move.keyspace, move.id);
  return now === null ? move : { ...move, abortAsked: now.abortAsked };
}
