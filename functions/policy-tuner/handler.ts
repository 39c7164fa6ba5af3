import { frontDoor } from '../front-door.ts';
import { world } from './world.ts';

/** Chooses, each night and by backtest of what was recorded, how tuned policies ask. */
export const handler = frontDoor(world);
