import type { Guards } from '../../guards.ts';
import type { Shares } from '../observation.ts';
import type { Situation } from '../situation.ts';
import { deadBand } from './dead-band.ts';
import { hold } from './hold.ts';
import { minShare } from './min-share.ts';
import { overrides } from './overrides.ts';
import { performance } from './performance.ts';
import { shift } from './shift.ts';
import { stepLimit } from './step-limit.ts';
import { zones } from './zones.ts';

/** Every guard in the order it speaks; a later one has the last word. */
export const guards: Guards<Situation, Shares> = [
  ['performance', performance], // what units carry, not what they should carry
  ['min-share', minShare], // whoever can serve is asked now and then
  ['zones', zones], // a lost zone gets nothing
  ['shift', shift], // a release gets what it has earned
  ['overrides', overrides], // a person knows better, for a while
  ['step-limit', stepLimit], // not too much at once
  ['dead-band', deadBand], // and nothing for trifles
  ['hold', hold], // unless somebody else is at it
];
