import type { Decision } from '../../../core/model/decision.ts';
import { blankMemory, type Memory } from '../../../core/model/memory.ts';
import type { Reading, Sample } from '../../../core/readings/reading.ts';
import type { Unit } from '../../../core/readings/unit.ts';
import { policyKindOf } from '../../../core/scaling/config/policy-kinds.ts';
import { decide } from '../../../core/scaling/decide.ts';
import type { DecidingConfig } from '../../../core/scaling/deciding-config.ts';
import type { Desired } from '../../../core/scaling/desired.ts';
import type { Capacity, Kept, Observation } from '../../../core/scaling/observation.ts';
import type { Scaler, Seen } from './seen.ts';

/** How many periods a look reads: those that a value may be late and still count. */
const periodsRead = 4;
/** How many more where late ones have just come in. */
const mostLate = 20;

/** What was observed and decided at a step, before it is forgotten; for `explain`, plots and checks. */
export type Witness = (observation: Observation, decision: Decision<Desired, Kept>) => void;

/**
 * The product itself as a scaler of a simulated world: every step is a look that observes, asks the product's own `decide`
 * and remembers what it says, in a loop without waiting. Readings are `demand` (per second), `utilisation` (0..1, of the
 * units that ran) and `running`, as a source would tell them. `configOf` gives the config in force at a time, as the
 * tuner changes it at night.
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
    const observation = this.observe(seen, atMs);
    const decision = decide(observation);
    this.witness?.(observation, decision);
    const { change } = decision;
    this.memory = {
      schema: 2,
      kept: decision.keep,
      intention:
        change === null
          ? this.memory.intention
          : { desired: change, askedAtMs: atMs, reference: 'simulated', completed: true },
      lookedAtMs: atMs,
      lookAgainAtMs: decision.lookAgainAtMs,
    };
    return change?.units ?? seen.asked;
  }

  private observe(seen: Seen, atMs: number): Observation {
    const config = this.configOf(atMs);
    return {
      subject: config.scalable,
      atMs,
      memory: this.memory,
      config,
      capacity: capacityOf(seen),
      readings: this.read(seen, config),
      alarm: null,
      overrides: [],
    };
  }

  private read(seen: Seen, config: DecidingConfig): Record<string, Reading> {
    const demand = readingOf(seen, seen.demand, 'per second', this.startMs);
    if (needsDemandOnly(config)) return { demand };
    const utilisation = readingOf(seen, seen.utilisation, 'share', this.startMs);
    return { demand, utilisation, running: readingOf(seen, seen.ran, 'count', this.startMs) };
  }
}

const readsDemandOnly = new WeakMap<DecidingConfig, boolean>();

/** Whether a config's policies need nothing but the demand, as most do: readings that nobody reads take half of the time. */
function needsDemandOnly(config: DecidingConfig): boolean {
  const known = readsDemandOnly.get(config);
  if (known !== undefined) return known;
  const only = config.policies.every((policy) => {
    return Object.values(policyKindOf(policy).readings(policy)).every((reading) => reading === 'demand');
  });
  readsDemandOnly.set(config, only);
  return only;
}

const deploys = { says: 'a deployment is running' };

function capacityOf({ asked, running, deploying, min, max }: Seen): Capacity {
  const inFlight = Math.max(0, asked - running);
  return {
    asked,
    running,
    inFlight,
    min,
    max,
    keepBecause: deploying ? deploys : null,
    voidOutBecause: null,
    voidInBecause: null,
  };
}

/** The newest published steps of a series as a reading, and those that are due and have not come. */
function readingOf(seen: Seen, values: Float64Array | Int32Array, unit: Unit, startMs: number): Reading {
  const { newest, due, stepSeconds, measured } = seen;
  const samples: Sample[] = [];
  const last = Math.max(newest, due);
  // As many more as are late now or were a moment ago.
  const first = Math.max(0, Math.min(newest, due) - periodsRead + 1 - (seen.catchingUp ? mostLate : 0));
  for (let step = first; step <= last; step++) {
    const atMs = startMs + step * stepSeconds * 1000;
    if (step > newest) samples.push({ is: 'late', atMs });
    else
      samples.push(
        measured[step] === 1 ? { is: 'value', atMs, value: values[step] as number } : { is: 'missing', atMs },
      );
  }
  const delaySeconds = (seen.step - seen.due - 1) * stepSeconds;
  return { periodSeconds: stepSeconds, unit, wakes: true, speaksAtZero: true, delaySeconds, samples, trouble: null };
}
