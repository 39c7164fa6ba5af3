import type { Reading, Sample } from '../../../core/readings/reading.ts';
import type { Unit } from '../../../core/readings/unit.ts';
import { policyKindOf } from '../../../core/scaling/config/policy-kinds.ts';
import type { DecidingConfig } from '../../../core/scaling/deciding-config.ts';
import type { Capacity, Observation } from '../../../core/scaling/observation.ts';
import type { Seen } from './seen.ts';

/** How many periods a look reads: those that a value may be late and still count. */
const periodsRead = 4;
/** How many more where late ones have just come in. */
const mostLate = 20;

/**
 * What a look observes of a simulated world, but for its memory. Readings are `demand` (per second), `utilisation` (0..1,
 * of the units that ran) and `running`, as a source would tell them.
 */
export function observed(seen: Seen, config: DecidingConfig, startMs: number): Omit<Observation, 'memory'> {
  return {
    subject: config.scalable,
    atMs: startMs + seen.step * seen.stepSeconds * 1000,
    config,
    capacity: capacityOf(seen),
    readings: read(seen, config, startMs),
    alarm: null,
    overrides: [],
  };
}

function read(seen: Seen, config: DecidingConfig, startMs: number): Record<string, Reading> {
  const demand = readingOf(seen, seen.demand, 'per second', startMs);
  if (needsDemandOnly(config)) return { demand };
  const utilisation = readingOf(seen, seen.utilisation, 'share', startMs);
  return { demand, utilisation, running: readingOf(seen, seen.ran, 'count', startMs) };
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
