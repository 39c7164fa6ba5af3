import type { CapabilityName } from './model/capability-name.ts';
import type { Decision } from './model/decision.ts';

/** How much of something there is: as a number, or in words where one number does not tell it; null where nobody knows. */
export type Amount = number | string | null;

/** How a subject stood when it was looked at. */
export interface Standing {
  /** Null where the subject has none. */
  readonly mode: string | null;
  readonly asked: Amount;
  readonly running: Amount;
  /** Between which amounts it may be; null, or left out, where nothing bounds it. */
  readonly bounds?: string | null;
}

/**
 * What a capability is: its name, how it decides, and how what it recorded is told.
 * All of it are methods, so that a card may stand among others whose observations are of other types: what an entry holds
 * was recorded by the capability that it names, which no type can tell. Why: docs/decisions/0026.
 */
export interface Card<Observation = unknown, Desired = unknown, Kept = unknown> {
  readonly name: CapabilityName;
  /** What its amounts are of, e.g. `units`. */
  readonly amounts: string;
  /** What it does with what it desires, before its text: `would ask for 24`, `has asked for 24`. */
  readonly asks: { readonly would: string; readonly did: string };
  /** Whether each of its reasons proposes something of its own. */
  readonly reasonsPropose: boolean;
  /** Pure: the same observation gives the same decision. */
  decide(observation: Observation): Decision<Desired, Kept>;
  /** What a look saw and came to, in one line; `desired` is null where it ended before deciding. */
  seen(observation: Observation, desired: Desired | null): string;
  /** What a judgement came to, in a few words. */
  desired(desired: Desired): string;
  /** What was known, a line each. */
  inputs(observation: Observation, decision: Decision<Desired, Kept> | null): readonly string[];
  /** How the subject stood; `applied` is what a look has asked for since then and was accepted, null where that is nothing. */
  standing(observation: Observation, applied: Desired | null): Standing;
  /** What is right, beside what was asked for and what runs. */
  wanted(desired: Desired): Amount;
  /** Where the console of AWS shows what a config is about; null, or left out, where it shows nothing. */
  console?(config: object, region: string): string | null;
  /** Within so many seconds a subject is looked at again, if all is well; left out where it is only looked at when something calls for it. */
  readonly looksWithinSeconds?: number;
}
