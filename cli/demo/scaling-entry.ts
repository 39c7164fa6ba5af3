import type { Entry } from '../../core/model/entry.ts';
import type { Kept, Observation } from '../../core/scaling/observation.ts';

/** An entry of scaling. */
export type ScalingEntry = Entry<Observation, number, Kept>;
