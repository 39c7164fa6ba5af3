import { frontDoor } from '../front-door.ts';
import { world } from './world.ts';

/** Looks at listeners and rules when capacity, health, the schedule or people say so, and gives each target group its share. */
export const handler = frontDoor(world);
