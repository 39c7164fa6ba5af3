import { frontDoor } from '../front-door.ts';
import { world } from './world.ts';

/** Looks into databases when the schedule or a person says so, and tells which indexes would pay and which do not. */
export const handler = frontDoor(world);
