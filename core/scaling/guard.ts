import type { Guard } from '../guards.ts';
import type { Because } from '../model/reason.ts';
import type { Lateness } from '../readings/lateness.ts';
import type { Desired } from './desired.ts';
import type { Launches, Need, Observation } from './observation.ts';
import type { Sight } from './sight.ts';

/** What a scaling guard may know: the observation, and what the policies have just said. */
export interface Situation {
  readonly observation: Observation;
  /** Needs of the hold window with the newest, oldest first, each higher than all after it. */
  readonly needs: readonly Need[];
  /** What is known of launches at this look. */
  readonly launches: Launches;
  /** Since when a deployment has been under way; null where none is. */
  readonly deployingSinceMs: number | null;
  /** Since when data has been lacking; null where nothing lacks. */
  readonly silentSinceMs: number | null;
  /** The readings whose points come later than their config says; left out where none is known to. */
  readonly lateness?: Readonly<Record<string, Lateness>>;
  /** Which of the last looks could see; null, or left out, where all could. */
  readonly sight?: Sight | null;
  /** What the policies want to carry load, before what is added for units that carry none. */
  readonly wanted?: Desired;
  /** The demand that is to be served by then, where the policy that won foretells one; null where it does not. */
  readonly foretold?: number | null;
}

export type ScalingGuard = Guard<Situation, Desired>;

/** What becomes of a number of units, and why; null where it may stay. */
export type LimitedUnits = { readonly units: number; readonly because: Because } | null;

/** A guard that knows units alone: whatever else is wanted passes it as it came. */
export function limitUnits(limit: (situation: Situation, units: number) => LimitedUnits): ScalingGuard {
  return (situation, desired) => {
    const limited = limit(situation, desired.units);
    return limited === null ? null : { desired: { ...desired, units: limited.units }, because: limited.because };
  };
}
