import type { Guard } from '../guards.ts';
import type { GroupSeen, Observation, Shares, ShiftKept, Standing, Weights } from './observation.ts';

/** What a balancing guard may know: the observation, and what has been learned of it just now. */
export interface Situation {
  readonly observation: Observation;
  readonly standings: Readonly<Record<string, Standing>>;
  /** Until when a zone is left out, those that are left out now. */
  readonly zonesOut: Readonly<Record<string, number>>;
  readonly shift: ShiftKept | null;
  /** The weights in the action now, and what they come to; null where they come to nothing. */
  readonly weights: Weights;
  readonly shares: Shares | null;
  /** Whether somebody else has changed the weights. */
  readonly drifted: boolean;
}

export type BalancingGuard = Guard<Situation, Shares>;

/** The units of a group that requests may go to: healthy ones, but no more than will stay where it has been told to shrink. */
export function usableUnits({ healthy, asked }: GroupSeen): number {
  if (asked === null || asked >= healthy) return healthy;
  return Math.max(asked, 0);
}
