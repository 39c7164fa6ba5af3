import { frontDoor } from '../front-door.ts';
import { world } from './world.ts';

/** Tells where keys are, how a keyspace stands, and what a plan would move. */
export const handler = frontDoor(world);
