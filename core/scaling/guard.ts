import type { Guard } from '../guards.ts';
import type { Launches, Need, Observation } from './observation.ts';

/** What a scaling guard may know: the observation, and what the policies have just said. */
export interface Situation {
  readonly observation: Observation;
  /** Needs of the hold window with the newest, oldest first, each higher than all after it. */
  readonly needs: readonly Need[];
  /** What is known of launches at this look. */
  readonly launches: Launches;
  /** Since when data has been lacking; null where nothing lacks. */
  readonly silentSinceMs: number | null;
}

export type ScalingGuard = Guard<Situation, number>;
