import type { Workload } from '../../workloads/workload.ts';
import type { Scaler, Seen } from '../world/seen.ts';
import { hourOf } from './hourly-forecast.ts';
import { targetTracking } from './target-tracking.ts';

interface PredictiveKnobs {
  /** The share of a unit that is to be busy, 0..1. */
  readonly target: number;
  readonly bufferSeconds: number;
  readonly unitPerSecond: number;
}

/**
 * AWS predictive scaling beside target tracking: at the start of each hour minus a buffer the group is raised to what the
 * hour's forecast needs at the target, and the higher of the two always counts; predictive never scales in. Source: EC2 Auto
 * Scaling user guide, "How predictive scaling works" (SchedulingBufferTime 300 s by default).
 */
export function predictive(
  { target, bufferSeconds, unitPerSecond }: PredictiveKnobs,
  forecast: Float64Array,
  workload: Workload,
): Scaler {
  const stepSeconds = workload.stepSeconds as 20 | 60;
  const tracking = targetTracking(target, 300, stepSeconds);
  const buffer = bufferSeconds / stepSeconds;
  const floors = forecast.map((perSecond) =>
    Number.isNaN(perSecond) ? 0 : Math.ceil(perSecond / (target * unitPerSecond)),
  );
  const hours = hourByStep(workload);
  return {
    ask(seen: Seen): number {
      const hour = hours[seen.step] as number;
      const coming = hours[Math.min(seen.step + buffer, workload.steps - 1)] as number;
      const floor = Math.max(floors[hour] ?? 0, floors[coming] ?? 0);
      return Math.max(tracking.ask(seen), floor);
    },
  };
}

const known = new WeakMap<Workload, Int32Array>();

function hourByStep(workload: Workload): Int32Array {
  const found = known.get(workload) ?? Int32Array.from({ length: workload.steps }, (_, step) => hourOf(workload, step));
  known.set(workload, found);
  return found;
}
