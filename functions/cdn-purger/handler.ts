import { frontDoor } from '../front-door.ts';
import { world } from './world.ts';

/** Purges from CDNs what has changed behind them. */
export const handler = frontDoor(world);
