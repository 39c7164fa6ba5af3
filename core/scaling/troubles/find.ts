import type { Decision } from '../../model/decision.ts';
import type { FoundTrouble } from '../../model/trouble.ts';
import type { Desired } from '../desired.ts';
import type { Kept, Observation } from '../observation.ts';

/** Finds one kind of trouble in a look at a scalable; null where there is none. Pure. */
export type FindTrouble = (observation: Observation, decision: Decision<Desired, Kept>) => FoundTrouble | null;
