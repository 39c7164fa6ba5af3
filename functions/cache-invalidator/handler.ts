import { frontDoor } from '../front-door.ts';
import { world } from './world.ts';

/** Takes out of one cache what has changed behind it, and tells how it is used. */
export const handler = frontDoor(world);
