import { describe, expect, it } from 'vitest';
import { explore } from './model/explore.ts';
import type { Bounds, Mutation } from './model/world.ts';

/** Two moves of the slot one after the other, driven by two, of whom each may stop anywhere and go on at any time. */
const twoMoves: Bounds = { movesLeft: 2, takeOversLeft: 2, rollBacksLeft: 0, clients: 1 };
/** One move with its way back, and two who write with maps of any age. */
const rolledBack: Bounds = { movesLeft: 1, takeOversLeft: 2, rollBacksLeft: 1, clients: 2 };
const oneMove: Bounds = { ...twoMoves, movesLeft: 1 };
const oneWriter: Bounds = { ...rolledBack, clients: 1 };
const mostStates = 200_000;

const mutants: readonly { without: Mutation; bounds: Bounds; breaks: RegExp }[] = [
  { without: 'no fence', bounds: twoMoves, breaks: /^I2/ },
  { without: 'cut without waiting for writers', bounds: twoMoves, breaks: /^I1/ },
  { without: 'no drain', bounds: twoMoves, breaks: /^I1/ },
  { without: 'open without CAS', bounds: twoMoves, breaks: /^I2/ },
  { without: 'abort without CAS', bounds: twoMoves, breaks: /^I2/ },
  { without: 'flip map first', bounds: twoMoves, breaks: /^I6/ },
  { without: 'flip without condition', bounds: twoMoves, breaks: /^I[57]/ },
  { without: 'save without condition', bounds: twoMoves, breaks: /^I[27]/ },
  { without: 'old token accepted', bounds: twoMoves, breaks: /^I7/ },
  { without: 'epoch reused', bounds: oneMove, breaks: /^I4/ },
  { without: 'stream turned round before the old one ends', bounds: oneWriter, breaks: /^I3/ },
  { without: 'way back published after the opening', bounds: oneWriter, breaks: /^I1/ },
  { without: 'move over the copy of another', bounds: twoMoves, breaks: /^I3/ },
];

describe('the steps of a move, in every order in which things can happen', () => {
  it.each([
    { of: 'two moves of one slot', bounds: twoMoves },
    { of: 'a move that is rolled back', bounds: rolledBack },
  ])('lose, double and misroute nothing, and never get stuck: $of', ({ bounds }) => {
    const { states, violation, trace } = explore(bounds, 'none', mostStates);

    expect({ violation, trace }).toEqual({ violation: null, trace: [] });
    expect(states).toBeGreaterThan(10_000);
  });

  it.each(mutants)('need every part: $without is found out', ({ without, bounds, breaks }) => {
    const { violation, trace } = explore(bounds, without, mostStates);

    expect(violation).toMatch(breaks);
    expect(trace.length).toBeGreaterThan(0);
  });
});
