import { describe, expect, it } from 'vitest';
import { tell } from '../../../../core/model/reason.ts';
import type { Move, MoveState } from '../../../../core/sharding/moving/move.ts';
import { newMove } from '../../../../core/sharding/moving/new-move.ts';
import { makePlan } from '../../../../core/sharding/planning/make-plan.ts';
import { busyShards, moveIdOf, nextMoves } from '../../../../core/sharding/planning/next-moves.ts';
import { aSituation } from './a-situation.ts';

/** Four slots go from `a` and `b` to `c`, two from each. */
const situation = aSituation({ a: [1, 2], b: [3, 4], c: [], d: [] });
const plan = {
  ...makePlan('p1', { is: 'balance' }, situation),
  moves: situation.slots.map(({ slot, shard, epoch, bytes, load }) => {
    const to = slot % 2 === 0 ? 'c' : 'd';
    return { slot, from: shard, to, epoch, bytes, load };
  }),
};

const tried = (slot: number, is: MoveState): Move => {
  const found = plan.moves.find((move) => move.slot === slot);
  const { from, to, epoch } = found ?? { from: 'a', to: 'c', epoch: 1 };
  return { ...newMove({ id: moveIdOf('p1', slot), keyspace: 'shop', slot, from, to, epoch, requestedAtMs: 0 }), is };
};
const next = (moves: readonly Move[], slots = situation.slots) => nextMoves(plan, moves, slots, busyShards(moves));
const begun = (moves: readonly Move[], slots = situation.slots) => next(moves, slots).begin.map(({ slot }) => slot);

describe('a plan that runs', () => {
  it('begins as many moves as there are shards free for, at most one of a shard', () => {
    expect(begun([])).toEqual([0, 3]);
  });

  it('begins nothing of a shard that gives or takes a slot, and goes on once that can only be taken back', () => {
    expect(begun([tried(0, 'copying'), tried(3, 'cutting')])).toEqual([]);
    expect(begun([tried(0, 'reversible'), tried(3, 'cutting')])).toEqual([]);
    expect(begun([tried(0, 'reversible'), tried(3, 'cleaning')])).toEqual([1, 2]);
  });

  it('leaves out a slot that has changed since it was made, and never tries one twice', () => {
    const changed = situation.slots.map((slot) => (slot.slot === 0 ? { ...slot, epoch: 2 } : slot));
    expect(begun([], changed)).toEqual([1, 2]);
    expect(begun([tried(0, 'aborted')])).toEqual([1, 2]);
  });

  it('waits for a slot that another move has', () => {
    const moving = situation.slots.map((slot) => (slot.slot === 0 ? { ...slot, moving: true } : slot));
    expect(begun([], moving)).toEqual([1, 2]);
    expect(next([], moving).ended).toBeNull();
  });

  it('is done once nothing is under way and nothing is left', () => {
    const all = [0, 1, 2, 3].map((slot) => tried(slot, 'reversible'));
    const { ended } = next(all);
    expect(ended?.is).toBe('done');
    expect(tell(ended?.because ?? { says: '' })).toBe(
      '4 of 4 moves are done, 0 under way, 0 aborted, 0 void since their slots have changed',
    );
    expect(next([...all.slice(1), tried(0, 'copying')]).ended).toBeNull();
  });

  it('is given up where three of its moves were aborted', () => {
    const { begin, ended } = next([0, 1, 2].map((slot) => tried(slot, 'aborted')));
    expect(begin).toEqual([]);
    expect(ended?.is).toBe('dropped');
  });
});
