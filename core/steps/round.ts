import { becauseOf } from '../because-of.ts';
import type { Capability, Observed } from '../capability.ts';
import type { Entry } from '../model/entry.ts';
import { Refusal } from '../model/errors.ts';
import type { Memory } from '../model/memory.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Because } from '../model/reason.ts';
import type { Signal } from '../model/signal.ts';
import type { Lease, Remembering, Spine } from '../ports.ts';

/** What one look works with, the same in all its rounds. */
export interface Look<Observation extends Observed<Kept>, Desired, Kept> {
  readonly capability: Capability<Observation, Desired, Kept>;
  readonly signal: Signal;
  readonly spine: Spine;
  /** The term of the next write under the lease, later than all before, whatever has become of them. */
  nextTerm(): number;
}

/** One round of a look, as far as it has come. Every step answers with the round that it leaves behind. */
export interface Round<Observation, Desired, Kept> {
  readonly lease: Lease;
  /** What will be recorded. Its outcome is null until a step tells one, which ends the round. */
  readonly entry: Entry<Observation, Desired, Kept>;
  /** What the ledger holds, as far as this look knows; null before the first look. */
  readonly was: Memory<Kept> | null;
  /** What is to be remembered; null keeps what was. */
  readonly memory: Memory<Kept> | null;
  /** Whether another look has taken the lease: then nothing of this round may be written but its entry. */
  readonly overtaken: boolean;
  /** Whether the look is over: the round is recorded, and nobody waits for another. */
  readonly ended: boolean;
}

/** How soon a look that broke, or that others are still asking for, wants to be followed by another. */
export const soonMs = 60_000;

/** Tells 1, 2, 3 and so on. */
export function counter(): () => number {
  let told = 0;
  return () => ++told;
}

/** The lease that a look asks for, from now on. */
export function leaseOf<Observation extends Observed<Kept>, Desired, Kept>(
  { capability, spine, nextTerm }: Look<Observation, Desired, Kept>,
  subject: string,
): Lease {
  const untilMs = spine.clock.nowMs() + spine.leaseMs;
  const owner = spine.newId();
  return { capability: capability.name, subject, owner, untilMs, term: nextTerm(), promised: false };
}

/** A new round, with an entry of its own, under the same lease. */
export function begin<Observation extends Observed<Kept>, Desired, Kept>(
  { signal, spine }: Look<Observation, Desired, Kept>,
  lease: Lease,
): Round<Observation, Desired, Kept> {
  const atMs = spine.clock.nowMs();
  const { capability, subject } = lease;
  const id = `${String(atMs).padStart(15, '0')}-${spine.newId()}`;
  const told = { signal, observation: null, decision: null, outcome: null };
  const entry = { schema: 2, id, capability, subject, atMs, ...told } as const;
  return { lease, entry, was: null, memory: null, overtaken: false, ended: false };
}

/** The same round with the outcome that ends it. */
export function told<O, D, K>(round: Round<O, D, K>, outcome: Outcome): Round<O, D, K> {
  return { ...round, entry: { ...round.entry, outcome } };
}

/** The same memory with a look promised by then at the latest, should this look not live to tell another. */
export function promising<Kept>(memory: Memory<Kept>, byMs: number): Memory<Kept> {
  return { ...memory, lookAgainAtMs: Math.min(memory.lookAgainAtMs ?? byMs, byMs) };
}

/** What a ledger is to write down of a memory; null where the old one stays. */
export function remembering(was: Memory<unknown> | null, memory: Memory<unknown> | null): Remembering | null {
  return memory === null ? null : { was, memory };
}

export function recommended(because: Because): Outcome {
  return { is: 'recommended', because };
}

export function superseded(because: Because): Outcome {
  return { is: 'superseded', because };
}

/** What an error makes of a look: `refused` where somebody has to mend something first, else `failed`. */
export function broken(error: unknown): Outcome {
  return { is: error instanceof Refusal ? 'refused' : 'failed', because: becauseOf(error) };
}
