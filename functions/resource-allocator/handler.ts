import { frontDoor } from '../front-door.ts';
import { world } from './world.ts';

/** Looks at scalables when alarms, the schedule or people say so, and gives them the capacity that they need. */
export const handler = frontDoor(world);
