import type { Workload } from '../../workloads/workload.ts';
import type { Scaler } from '../world/seen.ts';

/** Always the highest need of the scored time: what sizing for the peak costs. Knows the future. */
export function staticPeak({ need, scored }: Workload): Scaler {
  const peak = need.reduce((most, units, step) => (scored[step] === 1 && units > most ? units : most), 1);
  return { ask: () => peak };
}

/** Always the mean need of the time before scoring: what never scaling costs. */
export function neverScale({ need, scored, judged }: Workload): Scaler {
  const start = scored.indexOf(1);
  let units = 0;
  let steps = 0;
  for (let step = 0; step < start; step++) {
    if (judged[step] === 0) continue;
    units += need[step] as number;
    steps++;
  }
  const mean = Math.max(1, Math.ceil(units / Math.max(1, steps)));
  return { ask: () => mean };
}

/** Exactly what serves every step's need, with the lead time: the highest need of the lead ahead. Knows the future. */
export function clairvoyantWithLead({ need, steps }: Workload, leadSeconds: number, stepSeconds: number): Scaler {
  const lead = Math.max(1, Math.ceil(leadSeconds / stepSeconds));
  return {
    ask({ step }): number {
      let most = 1;
      for (let at = step + 1; at <= Math.min(step + lead, steps - 1); at++) most = Math.max(most, need[at] as number);
      return most;
    },
  };
}
