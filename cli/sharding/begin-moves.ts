import type { Move } from '../../core/sharding/moving/move.ts';
import { newMove } from '../../core/sharding/moving/new-move.ts';
import { busyShards, moveIdOf, type NextMoves, nextMoves } from '../../core/sharding/planning/next-moves.ts';
import type { Plan } from '../../core/sharding/planning/plan.ts';
import type { KeyspaceSession } from './keyspace-session.ts';
import { knownKeyspace } from './known-keyspace.ts';

/** How far a plan is, after what could be begun of it was. */
export interface PlanProgress {
  readonly moves: readonly Move[];
  /** How it ended; null while something of it is to be done. */
  readonly ended: NextMoves['ended'];
}

/** Begins what may run now of a plan, at most one move of a shard at a time; the balancer does the same by itself. */
export async function beginMoves(session: KeyspaceSession, plan: Plan, nowMs: number): Promise<PlanProgress> {
  const { keyspace, id } = plan;
  const [{ situation, activeMoves }, tried] = await Promise.all([
    knownKeyspace(session, keyspace, nowMs),
    session.store.movesOf(keyspace, id),
  ]);
  const { begin, ended } = nextMoves(plan, tried, situation.slots, busyShards(activeMoves));
  for (const { slot, from, to, epoch } of begin) {
    const asked = { slot, from, to, epoch, keyspace, plan: id, requestedAtMs: nowMs };
    await session.store.begin(newMove({ ...asked, id: moveIdOf(id, slot) }));
  }
  const moves = begin.length === 0 ? tried : await session.store.movesOf(keyspace, id);
  return { moves, ended };
}
