import { wokenHandler } from '../woken-handler.ts';
import { invoke } from './invoke.ts';
import { world } from './world.ts';

/** Purges from CDNs what has changed behind them. */
export const handler = wokenHandler(invoke, world);
