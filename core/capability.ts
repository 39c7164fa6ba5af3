import type { Decision } from './model/decision.ts';
import type { Memory } from './model/memory.ts';
import type { Outcome } from './model/outcome.ts';
import type { FoundTrouble } from './model/trouble.ts';
import type { TroubleKind } from './model/trouble-kinds.ts';
import type { Term } from './ports.ts';

/** What every observation holds, whatever it is about. */
export interface Observed<Kept> {
  readonly subject: string;
  readonly atMs: number;
  readonly memory: Memory<Kept>;
}

/** What a look has found, by its kind. */
export type FoundTroubles = Readonly<Partial<Record<TroubleKind, FoundTrouble>>>;

/** One thing Headroom does: what to look at, how to decide, how to act. The rest of a look is the same for all. */
export interface Capability<Observation extends Observed<Kept>, Desired, Kept> {
  readonly name: string;
  observe(subject: string, memory: Memory<Kept>, atMs: number): Promise<Observation>;
  /** Pure: the same observation gives the same decision. */
  decide(observation: Observation): Decision<Desired, Kept>;
  /**
   * What of a look a person may have to mend, by its kind. Pure. Left out by a capability that finds nothing but what every
   * look can meet.
   */
  troubles?(observation: Observation, decision: Decision<Desired, Kept>): FoundTroubles;
  /** Idempotent and absolute. Every attempt must be able to end before `term` does. */
  act(observation: Observation, change: Desired, term: Term): Promise<Outcome>;
}
