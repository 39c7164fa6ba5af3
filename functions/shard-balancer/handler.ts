import { frontDoor } from '../front-door.ts';
import { world } from './world.ts';

/** Looks at what the shards of a keyspace carry, and proposes or begins moves. */
export const handler = frontDoor(world);
