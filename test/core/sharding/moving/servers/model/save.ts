import type { Move, MoveState } from '../../../../../../core/sharding/moving/move.ts';
import type { ActionKind } from '../../../../../../core/sharding/moving/servers/action.ts';
import type { Step } from '../../../../../../core/sharding/moving/servers/step-of.ts';
import type { Flip } from '../../../../../../core/sharding/ports.ts';
import { type Driver, type Mutation, replaced, type World } from './world.ts';

/** In these a move leaves its slot to others. */
export const free: ReadonlySet<MoveState> = new Set(['reversible', 'cleaning', 'done', 'aborted']);

/** These change nothing that is modelled. */
const withoutEffect: ReadonlySet<ActionKind> = new Set(['connect', 'index', 'prepare-back', 'verify', 'measure']);

export function todoOf({ actions }: Step): ActionKind[] {
  return actions.map(({ kind }) => kind).filter((kind) => !withoutEffect.has(kind));
}

/** As the store does it: only where the move is still as the driver knows it, and the slot still its own. */
export function save(world: World, driver: Driver, step: Step, mutation: Mutation): [World, Driver | null] {
  const { move: was } = driver;
  const { next, flip } = step;
  const now = world.moves.find(({ id }) => id === was.id);
  if (now === undefined || !mayWrite(world, was, now, flip, mutation)) return [world, null];
  const written: Move = { ...next, token: now.token, abortAsked: now.abortAsked };
  const [to] = flip?.slots ?? [];
  const owned = to === undefined ? world.slot : { ...world.slot, shard: to.shard, epoch: to.epoch };
  const slot = free.has(next.is) && owned.move === was.id ? { ...owned, move: null } : owned;
  const broken = now.token === was.token ? world.broken : 'I7: one who was overtaken has written';
  const moves = replaced(world.moves, world.moves.indexOf(now), written);
  return [
    { ...world, moves, slot, broken },
    { move: { ...written, token: was.token }, decided: null, todo: todoOf(step) },
  ];
}

function mayWrite({ slot }: World, was: Move, now: Move, flip: Flip | null, mutation: Mutation): boolean {
  if (mutation === 'save without condition' || (mutation === 'flip without condition' && flip !== null)) return true;
  if (now.is !== was.is || (now.token !== was.token && mutation !== 'old token accepted')) return false;
  if (flip === null || mutation === 'epoch reused') return true;
  return slot.move === was.id && flip.slots.every(({ epoch }) => slot.epoch < epoch);
}
