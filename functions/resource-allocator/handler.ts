import { wokenHandler } from '../woken-handler.ts';
import { invoke } from './invoke.ts';
import { world } from './world.ts';

/** Looks at scalables when alarms, the schedule or people say so, and gives them the capacity that they need. */
export const handler = wokenHandler(invoke, world);
