import type { Because } from '../../model/reason.ts';
import { addShards } from './add-shards.ts';
import { balanceLoads } from './balance-loads.ts';
import { blockersOf } from './blockers-of.ts';
import { emptyShard, splitShard } from './empty-or-split.ts';
import { hotSlots } from './hot-slots.ts';
import { Placement } from './placement.ts';
import type { Goal, Plan, PlannedMove } from './plan.ts';
import { forecasts, leastBytes, schedule } from './plan-figures.ts';
import type { PlanningSituation, PlanningSlot } from './situation.ts';
import { mayMove } from './situation.ts';

/** More moves than an item of the table can hold; the next plan goes on. */
const mostMoves = 500;

/** What one goal made of a placement. */
interface Outcome {
  readonly leastBytes: number | null;
  readonly unreached: Because | null;
}

/**
 * Which slots to move for a goal. The same situation gives the same plan. Where something that the goal names is wrong the
 * plan has a blocker and no moves.
 */
export function makePlan(id: string, goal: Goal, given: PlanningSituation): Plan {
  const blockers = blockersOf(goal, given);
  const placement = new Placement(drained(goal, given));
  const before = new Placement(given);
  const outcome = blockers.length > 0 ? { leastBytes: null, unreached: null } : carryOut(placement, goal, given);
  const planned = placement
    .moved()
    .sort((a, b) => before.ratio(before.home[b] ?? 0) - before.ratio(before.home[a] ?? 0));
  const cut = planned.slice(mostMoves);
  for (const slot of cut) placement.move(slot, placement.home[slot] ?? 0);
  const { moves, minutes } = schedule(
    planned.slice(0, mostMoves).map((slot) => moveOf(placement, slot)),
    given.limits,
  );
  const bytes = moves.reduce((sum, move) => sum + move.bytes, 0);
  return {
    schema: 1,
    id,
    keyspace: given.keyspace,
    version: given.version,
    madeAtMs: given.atMs,
    goal,
    moves,
    bytes,
    minutes,
    dollars: (bytes / 1e9) * given.limits.dollarsPerGb,
    leastBytes: outcome.leastBytes,
    maxOverMean: { before: before.maxOverMean(), after: placement.maxOverMean() },
    unreached:
      cut.length > 0 ? { says: '{slots} slots are left for the next plan', slots: cut.length } : outcome.unreached,
    blockers,
    advice: hotSlots(placement, given.limits.stopAt),
    shards: forecasts(before, placement),
  };
}

/** A shard that is to be emptied carries nothing from here on. */
function drained(goal: Goal, situation: PlanningSituation): PlanningSituation {
  if (goal.is !== 'drain' && goal.is !== 'merge') return situation;
  const shards = situation.shards.map((shard) => (shard.name === goal.shard ? { ...shard, draining: true } : shard));
  return { ...situation, shards };
}

function carryOut(placement: Placement, goal: Goal, situation: PlanningSituation): Outcome {
  const { slots, limits } = situation;
  const unbusy = slots.map(({ moving }) => !moving);
  const rested = slots.map((slot) => mayMove(slot, situation));
  const means = { movable: rested, budgetBytes: limits.budgetBytes ?? Number.POSITIVE_INFINITY };
  const place = (name: string) => placement.shards.findIndex((shard) => shard.name === name);
  switch (goal.is) {
    case 'balance':
      return balance(placement, situation, means);
    case 'add':
      addShards(placement, goal.shards.map(place), means);
      return { leastBytes: null, unreached: fullness(placement, limits.stopAt) };
    case 'drain':
    case 'merge': {
      const to = goal.is === 'merge' ? place(goal.to) : null;
      const from = place(goal.shard);
      const all = placement.on(from).reduce((sum, slot) => sum + placement.slotBytes(slot), 0);
      const left = emptyShard(placement, from, unbusy, (shard) => to === null || shard === to);
      return { leastBytes: all, unreached: leftBehind(left.length) ?? fullness(placement, limits.stopAt) };
    }
    case 'split':
      splitShard(placement, place(goal.shard), place(goal.to), unbusy);
      return { leastBytes: null, unreached: null };
    case 'move': {
      const slot = slots.findIndex((one) => one.slot === goal.slot);
      const [to, bytes] = [place(goal.to), placement.slotBytes(slot)];
      if (!placement.admits(to, slot)) return { leastBytes: bytes, unreached: leftBehind(1) };
      placement.move(slot, to);
      return { leastBytes: bytes, unreached: null };
    }
  }
}

type Means = Parameters<typeof balanceLoads>[1];

function balance(placement: Placement, { limits }: PlanningSituation, means: Means): Outcome {
  const least = leastBytes(placement);
  let spent = 0;
  for (const slot of placement.misplaced()) {
    const bytes = placement.slotBytes(slot);
    const to = means.movable[slot] === true && spent + bytes <= means.budgetBytes ? leastFull(placement, slot) : null;
    if (to === null) continue;
    spent += bytes;
    placement.move(slot, to);
  }
  balanceLoads(placement, { ...means, budgetBytes: means.budgetBytes - spent });
  const together = placement.misplaced().length;
  if (together > 0)
    return { leastBytes: least, unreached: { says: 'what should be apart is not, in {slots} slots', slots: together } };
  if (least <= means.budgetBytes) return { leastBytes: least, unreached: fullness(placement, limits.stopAt) };
  const says = 'this window lets {bytes} more bytes be moved, of {least} at least';
  return { leastBytes: least, unreached: { says, bytes: means.budgetBytes, least } };
}

function leastFull(placement: Placement, slot: number): number | null {
  let best: number | null = null;
  for (let shard = 0; shard < placement.shards.length; shard++) {
    if (!placement.admits(shard, slot)) continue;
    if (best === null || placement.ratio(shard) < placement.ratio(best)) best = shard;
  }
  return best;
}

/** Why a shard is fuller than it should be; null where none is. */
function fullness(placement: Placement, stopAt: number): Because | null {
  const over = placement.shards.map((_, shard) => shard).filter((shard) => placement.isOver(shard));
  const worst = over.sort((a, b) => placement.ratio(b) - placement.ratio(a))[0];
  if (worst === undefined) return null;
  const heaviest = Math.max(0, ...placement.on(worst).map((slot) => placement.slotLoad(slot)));
  const says =
    'shard "{shard}" carries {ratio} of the mean, more than {stopAt}: what would relieve it fits nowhere, rests, moves already or is more than this window lets be moved; its heaviest slot is {percent} % of it';
  const percent = Math.round((heaviest / placement.loadOf(worst)) * 100);
  return { says, shard: placement.shards[worst]?.name ?? '', ratio: placement.ratio(worst), stopAt, percent };
}

function leftBehind(slots: number): Because | null {
  if (slots === 0) return null;
  return { says: '{slots} slots stay: each moves already, or must be apart from what is where it would go', slots };
}

function moveOf({ slots, shards, home, at }: Placement, index: number): PlannedMove {
  const { slot, epoch, bytes, load } = slots[index] as PlanningSlot;
  const name = (place: number | undefined) => shards[place ?? -1]?.name ?? '';
  return { slot, from: name(home[index]), to: name(at[index]), epoch, bytes, load };
}
