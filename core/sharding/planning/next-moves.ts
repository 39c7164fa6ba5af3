import type { Because } from '../../model/reason.ts';
import type { Move } from '../moving/move.ts';
import { holdOf, isActive } from '../moving/move.ts';
import type { Plan, PlannedMove } from './plan.ts';
import type { PlanningSlot } from './situation.ts';

/** After so many moves of a plan were aborted nobody begins more of it: something is wrong that a person should see. */
const mostAborted = 3;

/** What a plan that runs comes to next. */
export interface NextMoves {
  readonly begin: readonly PlannedMove[];
  /** How it ended, once nothing of it is to be done any more; null before. */
  readonly ended: { readonly is: 'done' | 'dropped'; readonly because: Because } | null;
  readonly because: Because;
}

/** Names on servers are made of it, so it has small letters and digits alone. */
export const moveIdOf = (plan: string, slot: number): string => `${plan}x${slot}`;

/** Shards that give or take a slot now. What can only be taken back does not count. */
export function busyShards(active: readonly Move[]): Set<string> {
  return new Set(active.filter(({ is }) => holdOf(is) !== null).flatMap(({ from, to }) => [from, to]));
}

/** Begins what can be begun with at most one move of a shard at a time; never the same move twice. */
export function nextMoves(
  plan: Plan,
  tried: readonly Move[],
  slots: readonly PlanningSlot[],
  busy: ReadonlySet<string>,
): NextMoves {
  const bySlot = new Map(slots.map((slot) => [slot.slot, slot]));
  const known = new Map(tried.map((move) => [move.slot, move]));
  const aborted = tried.filter(({ is }) => is === 'aborted').length;
  const underWay = tried.filter(({ is }) => isActive(is) && holdOf(is) !== null).length;
  const untried = plan.moves.filter(({ slot }) => !known.has(slot));
  const waiting = untried.filter(({ slot, epoch, from }) => {
    const now = bySlot.get(slot);
    return now?.epoch === epoch && now.shard === from;
  });
  const counts = { done: tried.length - aborted - underWay, of: plan.moves.length, aborted, underWay };
  const stale = untried.length - waiting.length;
  const says =
    '{done} of {of} moves are done, {underWay} under way, {aborted} aborted, {stale} void since their slots have changed';
  const because = { says, ...counts, stale };
  const gaveUp = aborted >= mostAborted;
  const isOver = underWay === 0 && (gaveUp || waiting.length === 0);
  return {
    begin: gaveUp ? [] : freeOf(waiting, bySlot, busy),
    ended: isOver ? { is: gaveUp ? 'dropped' : 'done', because } : null,
    because,
  };
}

function freeOf(
  waiting: readonly PlannedMove[],
  slots: ReadonlyMap<number, PlanningSlot>,
  busy: ReadonlySet<string>,
): PlannedMove[] {
  const taken = new Set(busy);
  return waiting.filter(({ slot, from, to }) => {
    if (slots.get(slot)?.moving !== false || taken.has(from) || taken.has(to)) return false;
    taken.add(from).add(to);
    return true;
  });
}
