import { wokenHandler } from '../woken-handler.ts';
import { invoke } from './invoke.ts';
import { world } from './world.ts';

/** Chooses, each night and by backtest of what was recorded, how tuned policies ask. */
export const handler = wokenHandler(invoke, world);
