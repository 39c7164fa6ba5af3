import { frontDoor } from '../front-door.ts';
import { world } from './world.ts';

/** Finds what limits the services that are watched, when the schedule, an alarm or a person says so, and tells others. */
export const handler = frontDoor(world);
