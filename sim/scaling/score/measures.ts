import type { Workload } from '../../workloads/workload.ts';
import type { Run } from '../world/world.ts';

/** The figures of one run over the scored steps. */
export interface Measures {
  /** V: 100 x sum(lambda v) / sum(lambda), by requests. */
  readonly violationPercent: number;
  /** The same by time. */
  readonly violationTimePercent: number;
  /** C: billed units / needed units (the clairvoyant's). */
  readonly costRatio: number;
  /** SPEC RG elasticity, percent: mean of too little (too much) capacity as a share of need, and share of time with it. */
  readonly thetaU: number;
  readonly thetaO: number;
  readonly tauU: number;
  readonly tauO: number;
  /** Changes of what is asked for, and changes of their direction, a day. */
  readonly actionsPerDay: number;
  readonly flipsPerDay: number;
}

const measureNames = [
  'violationPercent',
  'violationTimePercent',
  'costRatio',
  'thetaU',
  'thetaO',
  'tauU',
  'tauO',
  'actionsPerDay',
  'flipsPerDay',
] as const satisfies readonly (keyof Measures)[];

/** Violation percent and cost ratio alone: what a grid of knobs is judged by. A prepared unit costs `poolPrice` of one that runs. */
export function costAndViolation(
  { demand, scored, need, steps }: Workload,
  { billed, pooled, violation }: Run,
  poolPrice = 0,
): [number, number] {
  let requests = 0;
  let violating = 0;
  let units = 0;
  let needed = 0;
  for (let step = 0; step < steps; step++) {
    if (scored[step] === 0) continue;
    const perSecond = demand[step] as number;
    requests += perSecond;
    violating += perSecond * (violation[step] as number);
    units += billed[step] as number;
    if (pooled !== null) units += poolPrice * (pooled[step] as number);
    needed += need[step] as number;
  }
  return [(100 * violating) / requests, units / needed];
}

/** All figures of a run. */
export function measure(workload: Workload, run: Run, poolPrice = 0): Measures {
  const { scored, need, steps, stepSeconds } = workload;
  const [violationPercent, costRatio] = costAndViolation(workload, run, poolPrice);
  let count = 0;
  let violating = 0;
  let under = 0;
  let over = 0;
  let timeUnder = 0;
  let timeOver = 0;
  let actions = 0;
  let flips = 0;
  let direction = 0;
  for (let step = 0; step < steps; step++) {
    if (scored[step] === 0) continue;
    count++;
    violating += run.violation[step] as number;
    const needed = need[step] as number;
    const spare = (run.served[step] as number) - needed;
    if (spare < 0) {
      under -= spare / needed;
      timeUnder++;
    } else if (spare > 0) {
      over += spare / needed;
      timeOver++;
    }
    const change = step === 0 ? 0 : Math.sign((run.asked[step] as number) - (run.asked[step - 1] as number));
    if (change === 0) continue;
    actions++;
    if (change === -direction) flips++;
    direction = change;
  }
  const days = (count * stepSeconds) / 86_400;
  return {
    violationPercent,
    violationTimePercent: (100 * violating) / count,
    costRatio,
    thetaU: (100 * under) / count,
    thetaO: (100 * over) / count,
    tauU: (100 * timeUnder) / count,
    tauO: (100 * timeOver) / count,
    actionsPerDay: actions / days,
    flipsPerDay: flips / days,
  };
}

/** The mean of the measures of several seeds. */
export function meanOf(all: readonly Measures[]): Measures {
  const mean = (name: keyof Measures): number => all.reduce((sum, one) => sum + one[name], 0) / all.length;
  return Object.fromEntries(measureNames.map((name) => [name, mean(name)])) as unknown as Measures;
}
