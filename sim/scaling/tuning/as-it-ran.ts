import type { Workload } from '../../workloads/workload.ts';
import type { Scaler } from '../world/seen.ts';
import { type Run, World } from '../world/world.ts';

/** What the queue makes of the units that really ran: each is asked for a step ahead in a world without lead time. */
export function asItRan({ workload, profile }: World, running: Float64Array): Run {
  let last = Math.max(1, workload.need[0] as number);
  const script: Scaler = {
    ask({ step }): number {
      const next = running[step + 1];
      if (next !== undefined && !Number.isNaN(next)) last = Math.max(1, Math.round(next));
      return last;
    },
  };
  return new World(workload, profile.stepSeconds, profile).run(script);
}

/** What a run cost and missed over some steps, by what served. */
export interface ServedFigures {
  readonly violationPercent: number;
  /** Units that served over units needed. */
  readonly costRatio: number;
  /** Units that served, on average. */
  readonly meanUnits: number;
}

/** The figures of a run over some steps. What still drains is left out, since nobody records it. */
export function servedFigures(
  workload: Workload,
  { served, violation }: Pick<Run, 'served' | 'violation'>,
  steps: readonly number[],
): ServedFigures {
  const sums = { requests: 0, violating: 0, units: 0, needed: 0 };
  for (const step of steps) {
    const perSecond = workload.demand[step] as number;
    sums.requests += perSecond;
    sums.violating += perSecond * (violation[step] as number);
    sums.units += served[step] as number;
    sums.needed += workload.need[step] as number;
  }
  return {
    violationPercent: sums.requests > 0 ? (100 * sums.violating) / sums.requests : 0,
    costRatio: sums.units / Math.max(1, sums.needed),
    meanUnits: sums.units / Math.max(1, steps.length),
  };
}
