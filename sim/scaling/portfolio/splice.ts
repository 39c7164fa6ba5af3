import type { Workload } from '../../workloads/workload.ts';
import type { Scaler } from '../world/seen.ts';
import { dayOf } from './daily-record.ts';

/** What was asked for in a run, kept. */
export type Script = Int32Array;

/** Asks, day by day, for what the run in charge of that day asked for. */
export function splice(workload: Workload, scripts: ReadonlyMap<number, Script>, inCharge: readonly number[]): Scaler {
  return {
    ask({ step }): number {
      const candidate = inCharge[dayOf(workload, step)] ?? inCharge[inCharge.length - 1] ?? 0;
      const script = scripts.get(candidate);
      if (script === undefined) throw new RangeError(`candidate ${candidate} is in charge and has not been run`);
      return script[step] as number;
    },
  };
}
