import type { Entry } from '../model/entry.ts';
import type { Desired } from './desired.ts';
import type { Kept, Observation } from './observation.ts';

/** An entry of scaling. */
export type ScalingEntry = Entry<Observation, Desired, Kept>;
