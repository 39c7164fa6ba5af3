import type { Guards } from '../../guards.ts';
import type { Desired } from '../desired.ts';
import type { Situation } from '../guard.ts';
import { booked } from './booked.ts';
import { bounds } from './bounds.ts';
import { downstream } from './downstream.ts';
import { hold } from './hold.ts';
import { inFlight } from './in-flight.ts';
import { overrides } from './overrides.ts';
import { pause } from './pause.ts';
import { rationed } from './rationed.ts';
import { silence } from './silence.ts';
import { stepLimits } from './step-limits.ts';
import { upstream } from './upstream.ts';
import { zero } from './zero.ts';

/** Every guard in the order it speaks; a later one has the last word. */
export const guards: Guards<Situation, Desired> = [
  ['silence', silence], // late or missing data never lowers
  ['in-flight', inFlight], // nothing is taken away while something is landing or being deployed
  ['hold', hold], // down only to the highest need of a while
  ['booked', booked], // nor what others count on, before they need it
  ['upstream', upstream], // nor what those that need it have not let go of
  ['step-limits', stepLimits], // not too much at once
  ['downstream', downstream], // up only as far as those that it needs can take
  ['zero', zero], // the lowest is one where nothing would speak at zero
  ['overrides', overrides], // a person knows better, for a while
  ['bounds', bounds], // and nothing outside of the bounds is asked for
  ['rationed', rationed], // and what whoever owns the target would not take now is not asked for
  ['pause', pause], // unless a person wants nothing to be changed at all
];
