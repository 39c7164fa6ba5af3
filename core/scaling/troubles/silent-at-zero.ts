import type { FindTrouble } from './find.ts';

/** Nothing would bring capacity back from 0, so that one unit is kept: the guard has said so. */
export const silentAtZero: FindTrouble = (_, { reasons }) => {
  const said = reasons.find(({ by }) => by === 'zero');
  return said === undefined ? null : { because: said.because, sinceMs: null };
};
