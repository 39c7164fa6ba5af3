import { describe, expect, it } from 'vitest';
import { explore } from './explore.ts';
import type { Mutant, Size } from './table-world.ts';

const oneMove: Size = { clients: 2, moves: 1, writes: 2, aborts: 1 };
const aPin: Size = { ...oneMove, pins: true };
const pinAndBack: Size = { clients: 1, moves: 2, writes: 1, aborts: 0, pins: true };
const twoMoves: Size = { clients: 1, moves: 2, writes: 1, aborts: 1 };

describe('a slot that moves between two tables, with two movers that may die or come back late at any time', () => {
  it.each([
    ['clients whose knowledge is waited for', oneMove, false],
    ['clients that may know anything, and say with each request what they go by', oneMove, true],
    ['two moves of one slot', twoMoves, false],
    ['a key that gets a slot of its own', aPin, false],
    ['a key that gets a slot of its own and goes back', pinAndBack, false],
  ])('loses nothing, brings nothing back and always comes to an end: %s', (_, size, strict) => {
    const { states, broken, stuck } = explore(size, { strict, mutant: null });
    expect(broken).toBeNull();
    expect(stuck).toBe(0);
    expect(states).toBeGreaterThan(10_000);
  });

  const mutants: readonly (readonly [Mutant, Size])[] = [
    ['one-way copy', oneMove],
    ['copy without a look at the source', oneMove],
    ['no wait', oneMove],
    ['copy by a dead mover', oneMove],
    ['clean by a dead mover', twoMoves],
    ['abort without a change', oneMove],
    ['hand over what was turned back', oneMove],
    ['keep the epoch of a slot that a key has left', aPin],
  ];
  it.each(mutants)('would be noticed to go wrong with: %s', (mutant, size) => {
    const { broken, stuck } = explore(size, { strict: false, mutant });
    expect(broken !== null || stuck > 0).toBe(true);
  });
});
