import type { Decision } from '../../../core/model/decision.ts';
import { blankMemory, type Memory } from '../../../core/model/memory.ts';
import { decide } from '../../../core/scaling/decide.ts';
import type { DecidingConfig } from '../../../core/scaling/deciding-config.ts';
import type { Desired } from '../../../core/scaling/desired.ts';
import type { Kept, Observation } from '../../../core/scaling/observation.ts';
import { observed } from './observed.ts';
import type { Scaler, Seen } from './seen.ts';

/** What was observed and decided at a step, before it is forgotten; for `explain`, plots and checks. */
export type Witness = (observation: Observation, decision: Decision<Desired, Kept>) => void;

/**
 * The product itself as a scaler of a simulated world: every step is a look that observes, asks the product's own `decide`
 * and remembers what it says, in a loop without waiting. `configOf` gives the config in force at a time, as the tuner
 * changes it at night.
 */
export class Decided implements Scaler {
  memory: Memory<Kept>;
  private readonly startMs: number;
  private readonly configOf: (atMs: number) => DecidingConfig;
  private readonly witness: Witness | null;

  constructor(
    startMs: number,
    configOf: (atMs: number) => DecidingConfig,
    witness: Witness | null = null,
    memory: Memory<Kept> = blankMemory,
  ) {
    this.startMs = startMs;
    this.configOf = configOf;
    this.witness = witness;
    this.memory = memory;
  }

  ask(seen: Seen): number {
    const atMs = this.startMs + seen.step * seen.stepSeconds * 1000;
    const observation = { ...observed(seen, this.configOf(atMs), this.startMs), memory: this.memory };
    const decision = decide(observation);
    this.witness?.(observation, decision);
    this.memory = remembered(this.memory, decision, decision.change, atMs);
    return decision.change?.units ?? seen.asked;
  }
}

/** What the next look remembers where `asked` was asked for, and accepted at once; null where nothing was. */
export function remembered(
  before: Memory<Kept>,
  { keep, lookAgainAtMs }: Pick<Decision<Desired, Kept>, 'keep' | 'lookAgainAtMs'>,
  asked: Desired | null,
  atMs: number,
): Memory<Kept> {
  const intention =
    asked === null ? before.intention : { desired: asked, askedAtMs: atMs, reference: 'simulated', completed: true };
  return { schema: 2, kept: keep, intention, lookedAtMs: atMs, lookAgainAtMs };
}
