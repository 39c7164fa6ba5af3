import type { DecidingConfig } from '../../../core/scaling/deciding-config.ts';
import type { PooledConfig } from '../../../core/scaling/pool/decide-with-pool.ts';
import type { ReplayCheck } from '../../../core/scaling/tuning.ts';
import { Decided } from '../world/decided.ts';
import { DecidedWithPool } from '../world/decided-with-pool.ts';
import type { World } from '../world/world.ts';
import { asItRan, servedFigures } from './as-it-ran.ts';

/** How far a replay may be off before nobody should trust what it says of others: percentage points, and a share. */
const mostPointsOff = 0.1;
const mostShareOff = 0.01;

/** Steps after the start that are left out: a replay begins without the memory that the real one had. */
const settlingSeconds = 6 * 3600;

/** The days in which the incumbent was in charge, what ran in them, and what it is decided by. */
export interface Incumbent {
  readonly world: World;
  /** Units that ran by step; NaN where nothing was recorded. */
  readonly running: Float64Array;
  /** The first step at which it was in charge. */
  readonly fromStep: number;
  /** The step after the last of a whole day. */
  readonly toStep: number;
  readonly config: DecidingConfig;
  /** As both decide where it has a pool; null where it has none. */
  readonly pooled: PooledConfig | null;
}

/**
 * Replays the incumbent over what was recorded and sets it beside what really ran, both served by the same queue.
 * Cost is units that served over units needed. Null where there is less than half a day to compare.
 */
export function replayIncumbent({ world, running, fromStep, toStep, config, pooled }: Incumbent): ReplayCheck | null {
  const { workload } = world;
  const compared = comparedSteps(running, fromStep + settlingSeconds / workload.stepSeconds, toStep, workload.judged);
  const stepsPerDay = 86_400 / workload.stepSeconds;
  if (compared.length < stepsPerDay / 2) return null;
  const { startMs } = workload;
  const scaler = pooled === null ? new Decided(startMs, () => config) : new DecidedWithPool(startMs, () => pooled);
  const replayed = servedFigures(workload, world.run(scaler), compared);
  const recorded = servedFigures(world.workload, asItRan(world, running), compared);
  return {
    days: Math.max(1, Math.round(compared.length / stepsPerDay)),
    recordedViolationPercent: recorded.violationPercent,
    replayedViolationPercent: replayed.violationPercent,
    recordedCostRatio: recorded.costRatio,
    replayedCostRatio: replayed.costRatio,
  };
}

/** Whether a replay came so near what happened that its word on others can be taken. */
export function isFaithful(check: ReplayCheck): boolean {
  return farOff(check) <= 1;
}

/** The replay that came nearest to what happened; null where none could be made. */
export function nearest(checks: readonly (ReplayCheck | null)[]): ReplayCheck | null {
  return checks.reduce((near, one) => {
    return near === null || (one !== null && farOff(one) < farOff(near)) ? one : near;
  }, null);
}

/** How far a replay is off, of what it may be off at most. */
function farOff(check: ReplayCheck): number {
  const pointsOff = Math.abs(check.replayedViolationPercent - check.recordedViolationPercent);
  const shareOff = Math.abs(check.replayedCostRatio / check.recordedCostRatio - 1);
  return Math.max(pointsOff / mostPointsOff, shareOff / mostShareOff);
}

function comparedSteps(running: Float64Array, from: number, to: number, judged: Uint8Array): number[] {
  const steps: number[] = [];
  for (let step = from; step < to; step++) if (judged[step] === 1 && !Number.isNaN(running[step])) steps.push(step);
  return steps;
}
