import { blankMemory } from '../../../core/model/memory.ts';
import {
  decideWithPool,
  type PoolDecision,
  type PooledConfig,
  type PoolMemory,
} from '../../../core/scaling/pool/decide-with-pool.ts';
import { remembered } from './decided.ts';
import { observed } from './observed.ts';
import type { Scaler, Seen } from './seen.ts';

/** What was decided at a step beside a pool. */
export type PoolWitness = (seen: Seen, decision: PoolDecision) => void;

/** The product itself beside a pool, as a scaler of a simulated world that has one. */
export class DecidedWithPool implements Scaler {
  prepared = 0;
  private memory: PoolMemory = { running: blankMemory, together: blankMemory };
  private readonly startMs: number;
  private readonly configOf: (atMs: number) => PooledConfig;
  private readonly witness: PoolWitness | null;

  constructor(startMs: number, configOf: (atMs: number) => PooledConfig, witness: PoolWitness | null = null) {
    this.startMs = startMs;
    this.configOf = configOf;
    this.witness = witness;
  }

  ask(seen: Seen): number {
    const atMs = this.startMs + seen.step * seen.stepSeconds * 1000;
    const config = this.configOf(atMs);
    const observation = observed(seen, config.together, this.startMs);
    const decision = decideWithPool(observation, config, this.memory, seen.pool);
    this.witness?.(seen, decision);
    const { running, together, units, prepared } = decision;
    const sum = prepared ?? seen.pool?.prepared ?? units;
    this.memory = {
      running:
        running === null
          ? this.memory.running
          : remembered(this.memory.running, running, changed(units, seen.asked), atMs),
      together: remembered(this.memory.together, together, changed(sum, seen.pool?.prepared ?? units), atMs),
    };
    this.prepared = sum;
    return units;
  }
}

function changed(units: number, asked: number): { units: number } | null {
  return units === asked ? null : { units };
}
