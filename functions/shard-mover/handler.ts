import { frontDoor } from '../front-door.ts';
import { world } from './world.ts';

/** Brings the moves of one keyspace on. */
export const handler = frontDoor(world);
