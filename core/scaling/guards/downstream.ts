import { limitUnits } from '../guard.ts';
import { heldBack } from '../tiers/held-back.ts';

/**
 * Nothing goes up beyond what those that it needs can take, nor before they have heard of it: more units would only open
 * connections that are refused. The floors of people win over it, and are told to.
 */
export const downstream = limitUnits(({ observation }, units) => heldBack(observation, units));
