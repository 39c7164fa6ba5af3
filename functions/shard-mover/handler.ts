import { wokenHandler } from '../woken-handler.ts';
import { invoke } from './invoke.ts';
import { world } from './world.ts';

/** Brings the moves of one keyspace on. */
export const handler = wokenHandler(invoke, world);
