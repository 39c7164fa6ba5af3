import { wokenHandler } from '../woken-handler.ts';
import { invoke } from './invoke.ts';
import { world } from './world.ts';

/** Looks at what the shards of a keyspace carry, and proposes or begins moves. */
export const handler = wokenHandler(invoke, world);
