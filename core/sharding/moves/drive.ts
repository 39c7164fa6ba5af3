import { becauseOf } from '../../because-of.ts';
import type { KeyspaceConfig } from '../../model/keyspace.ts';
import type { Term } from '../../ports.ts';
import { isActive } from '../is-active.ts';
import type { Move, MoveState } from '../move.ts';
import type { KeyspaceStore } from '../ports.ts';
import type { Mover } from './mover.ts';
import type { Observed } from './observed.ts';
import { step } from './step.ts';
import type { Step } from './step-of.ts';

/** What driving a move touches. */
export interface DrivingWorld {
  readonly store: Pick<KeyspaceStore, 'slot' | 'move' | 'takeOver' | 'save' | 'flip'>;
  readonly mover: Mover;
  nowMs(): number;
  sleep(ms: number): Promise<void>;
}

/** How far a move was driven. */
export interface Driven {
  readonly move: Move;
  /** Another has taken it over: what it is now is not known here. */
  readonly overtaken: boolean;
}

/** In these a slot may take no writes, so whoever drives stays until it does. */
const blocking: ReadonlySet<MoveState> = new Set(['cutting', 'opening', 'aborting']);
/** Waits that are not worth another invocation. */
const mostWaitMs = 2_000;
/** Before so little is left, no more is begun. */
const reserveMs = 10_000;
const mostFailures = 5;
const afterFailureMs = 100;

/** Everything that `step` may know of a move now. */
export async function look(
  { store, mover, nowMs }: DrivingWorld,
  config: KeyspaceConfig,
  move: Move,
): Promise<Observed> {
  const slot = await store.slot(move.keyspace, move.slot);
  if (slot === null) throw new Error(`the map of "${move.keyspace}" has no slot ${move.slot}`);
  const seen = await mover.observe(config, move, slot);
  return { ...seen, atMs: nowMs(), slot, rollbackHours: config.rollbackHours };
}

/**
 * Takes a move over and brings it on as long as there is something to do at once and time to do it: from
 * the cut to the flip in any case. A dumb loop: it may end anywhere, and another may be at the same move.
 */
export async function drive(world: DrivingWorld, config: KeyspaceConfig, known: Move, term: Term): Promise<Driven> {
  const { store } = world;
  const taken = await store.takeOver(known.keyspace, known.id);
  if (taken === null) return { move: known, overtaken: true };
  let mine = taken;
  let decided = step(mine, await look(world, config, mine));
  for (let failures = 0; ; ) {
    const written = await write(world, mine, decided);
    if (written === null) return { move: mine, overtaken: true };
    mine = written;
    try {
      for (const action of decided.actions) await world.mover.act(config, mine, action);
      if (!(await goesOn(world, mine, decided, term))) return { move: mine, overtaken: false };
      mine = await refreshed(world, mine);
      decided = step(mine, await look(world, config, mine));
      failures = 0;
    } catch (error) {
      failures += 1;
      if (!blocking.has(mine.is) || failures > mostFailures) {
        const { error: told } = becauseOf(error);
        // Why it was given up is worth more than why it is not cleaned yet.
        await store.save(mine, { ...mine, trouble: mine.outcome === 'aborted' ? (mine.trouble ?? told) : told });
        throw error;
      }
      await world.sleep(afterFailureMs);
      decided = { ...decided, next: mine, flip: null, actions: [], againInMs: 0 };
    }
  }
}

/** Every step is written before it is done, also one that changes nothing: one who was overtaken learns it there. */
async function write({ store }: DrivingWorld, was: Move, { next, flip, actions }: Step): Promise<Move | null> {
  if (next === was && flip === null && actions.length === 0) return was;
  const isWritten = flip === null ? await store.save(was, next) : await store.flip(was, next, flip);
  return isWritten ? next : null;
}

async function goesOn({ sleep }: DrivingWorld, move: Move, { againInMs }: Step, term: Term): Promise<boolean> {
  if (againInMs === null || !isActive(move.is)) return false;
  if (!blocking.has(move.is) && (againInMs > mostWaitMs || term.leftMs() < reserveMs)) return false;
  if (againInMs > 0) await sleep(againInMs);
  return true;
}

/** With what a person has asked for meanwhile. While the slot is blocked there is no time to look. */
async function refreshed({ store }: DrivingWorld, move: Move): Promise<Move> {
  if (move.is === 'cutting' || move.is === 'opening') return move;
  const now = await store.move(move.keyspace, move.id);
  return now === null ? move : { ...move, abortAsked: now.abortAsked };
}
