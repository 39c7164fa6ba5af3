import { InvalidInput } from '../../core/model/errors.ts';
import type { UnitCapacity } from '../../core/scaling/policies/provisioner/staffing/unit-capacity.ts';
import { Waiting } from '../../core/scaling/policies/provisioner/staffing/waiting.ts';
import { random } from './random.ts';
import type { Trace } from './trace.ts';
import type { Workload } from './workload.ts';

/** What serves a workload, and in which steps. */
interface Served extends UnitCapacity {
  readonly stepSeconds: number;
}

/** What of a workload is somebody's own, and not made up. */
interface Own {
  /** Whether the trace is requests per second as they are, for units that are known; else it is scaled. */
  readonly isToScale: boolean;
  /** The least that has to run, whatever arrives. */
  readonly min: number;
}

const madeUp: Own = { isToScale: false, min: 1 };
const meanNeedUnits = 20;
const noiseSigma = 0.03;
const longestBridgedSeconds = 2 * 3600;
const warmUpSeconds = 7 * 24 * 3600;

/**
 * Makes a workload of a trace, by the one definition of the backtest:
 * - minutes as they are; longer steps become minutes on the line between the centres of the bins, times log-normal noise of
 *   mean 1 and sigma 0.03, independent by minute, by the seed
 * - demand is bridged over gaps, and the metric is missing there; gaps over 2 h are not judged
 * - scored steps start at min(7 days, half of the trace); demand is scaled so that their mean need is 20 units, unless it
 *   is to scale
 */
export function prepare(trace: Trace, served: Served, seed: number, { isToScale, min }: Own = madeUp): Workload {
  const madeMinutes = trace.stepSeconds > 60;
  const steps = Math.floor((trace.values.length * trace.stepSeconds) / served.stepSeconds);
  const measured = spread(trace, served, steps);
  const demand = lineBetweenCentres(trace, served, steps);
  if (madeMinutes) makeNoise(demand, seed, 60 / served.stepSeconds);
  const judged = withoutLongGaps(measured, longestBridgedSeconds / served.stepSeconds);
  const scored = afterWarmUp(judged, Math.min(warmUpSeconds / served.stepSeconds, Math.floor(steps / 2)));
  const waiting = new Waiting(served);
  if (!isToScale) scaleToNeed(demand, scored, waiting, trace.name);
  const need = Int32Array.from(demand, (perSecond) => Math.max(min, waiting.need(perSecond)));
  const { name, startMs } = trace;
  return {
    name,
    startMs,
    stepSeconds: served.stepSeconds,
    steps,
    demand,
    measured,
    judged,
    scored,
    need,
    madeMinutes,
  };
}

/** A workload as it was recorded: no noise, no scaling, and every judged step counts. The gaps are as in a backtest. */
export function asRecorded(trace: Trace, served: Served): Workload {
  const steps = Math.floor((trace.values.length * trace.stepSeconds) / served.stepSeconds);
  const measured = spread(trace, served, steps);
  const demand = lineBetweenCentres(trace, served, steps);
  const judged = withoutLongGaps(measured, longestBridgedSeconds / served.stepSeconds);
  const waiting = new Waiting(served);
  const need = Int32Array.from(demand, (perSecond) => waiting.need(perSecond));
  const { name, startMs } = trace;
  const { stepSeconds } = served;
  return { name, startMs, stepSeconds, steps, demand, measured, judged, scored: judged, need, madeMinutes: false };
}

function spread({ values, stepSeconds }: Trace, served: Served, steps: number): Uint8Array {
  const per = stepSeconds / served.stepSeconds;
  return Uint8Array.from({ length: steps }, (_, step) => (Number.isNaN(values[Math.floor(step / per)]) ? 0 : 1));
}

/** Linear between the known bins' centres, which also bridges gaps; level before the first and after the last. */
function lineBetweenCentres({ name, values, stepSeconds }: Trace, served: Served, steps: number): Float64Array {
  const centres: number[] = [];
  const levels: number[] = [];
  values.forEach((value, bin) => {
    if (Number.isNaN(value)) return;
    centres.push((bin + 0.5) * stepSeconds);
    levels.push(value);
  });
  if (levels.length < 2) throw new InvalidInput('trace', `${name} has fewer than two values; give more`);
  const demand = new Float64Array(steps);
  let right = 0;
  for (let step = 0; step < steps; step++) {
    const minute = Math.floor((step * served.stepSeconds) / 60);
    const at = (minute + 0.5) * 60;
    while (right < centres.length && (centres[right] as number) < at) right++;
    demand[step] = between(centres, levels, right, at);
  }
  return demand;
}

function between(centres: readonly number[], levels: readonly number[], right: number, at: number): number {
  const after = levels[right];
  const before = levels[right - 1];
  if (before === undefined) return after ?? 0;
  if (after === undefined) return before;
  const start = centres[right - 1] as number;
  return before + ((after - before) * (at - start)) / ((centres[right] as number) - start);
}

function makeNoise(demand: Float64Array, seed: number, stepsPerMinute: number): void {
  const { normal } = random(seed);
  for (let step = 0; step < demand.length; step += stepsPerMinute) {
    const factor = Math.exp(noiseSigma * normal() - (noiseSigma * noiseSigma) / 2);
    for (let at = step; at < Math.min(step + stepsPerMinute, demand.length); at++)
      demand[at] = (demand[at] as number) * factor;
  }
}

function withoutLongGaps(measured: Uint8Array, longest: number): Uint8Array {
  const judged = new Uint8Array(measured.length).fill(1);
  let since = 0;
  for (let step = 0; step <= measured.length; step++) {
    if (measured[step] === 0) continue;
    if (step - since > longest) judged.fill(0, since, step);
    since = step + 1;
  }
  return judged;
}

function afterWarmUp(judged: Uint8Array, start: number): Uint8Array {
  return judged.map((is, step) => (step >= start ? is : 0));
}

/** Multiplies demand until the mean need over the scored steps is 20 units, by bisection on the factor. */
function scaleToNeed(demand: Float64Array, scored: Uint8Array, waiting: Waiting, name: string): void {
  const known = demand.filter((_, step) => scored[step] === 1);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  if (!(mean > 0)) throw new InvalidInput('trace', `${name} has no demand in its scored part; give a trace with load`);
  let low = 0;
  let high = (2 * meanNeedUnits * waiting.serversPerUnit) / waiting.serviceSeconds / mean;
  for (let round = 0; round < 40 && high - low > 1e-7 * high; round++) {
    const factor = (low + high) / 2;
    let units = 0;
    for (const value of known) units += waiting.need(value * factor);
    if (units > meanNeedUnits * known.length) high = factor;
    else low = factor;
  }
  for (let step = 0; step < demand.length; step++) demand[step] = (demand[step] as number) * low;
}
