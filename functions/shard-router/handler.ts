import { wokenHandler } from '../woken-handler.ts';
import { invoke } from './invoke.ts';
import { world } from './world.ts';

/** Tells where keys are, how a keyspace stands, and what a plan would move. */
export const handler = wokenHandler(invoke, world);
