import type { Trace } from '../../workloads/trace.ts';
import { BesideNative, type Native, nativeScaler, usualNative } from '../beside/beside-native.ts';
import { nightlyConfigs } from '../portfolio/nightly-configs.ts';
import { asItRan, type ServedFigures, servedFigures } from '../tuning/as-it-ran.ts';
import { recordedWorld, type SizedUnit } from '../tuning/recorded-world.ts';
import { Decided } from '../world/decided.ts';
import type { TargetBounds, World } from '../world/world.ts';

/** What is recorded of somebody's fleet, and what it may do. */
export interface FleetQuestion {
  /** Per second, of what a unit serves; NaN where nothing was measured. */
  readonly demand: Trace;
  /** Units that ran, one a minute, NaN where that is not known; `assumed` for what AWS's own target tracking would have run. */
  readonly running: Float64Array | 'assumed';
  readonly unit: SizedUnit;
  readonly bounds: TargetBounds;
  readonly leadSeconds: number;
  readonly sloBudgetPercent: number;
  /** The target tracking that it has; left out, or null, where it has none, or nobody knows at which target. */
  readonly native?: Native | null;
}

/** What a fleet cost and missed as it ran, and what Headroom would have. Both are of the same minutes. */
export interface FleetAdvice {
  /** Days on record, and those of them that are compared: the days before are for learning. */
  readonly days: number;
  readonly comparedDays: number;
  /** Null where nobody knows what ran. */
  readonly now: ServedFigures | null;
  readonly headroom: ServedFigures;
  /** What its own target tracking would, with Headroom moving the minimum alone; null where it has none. */
  readonly beside: ServedFigures | null;
  /** The share of the compared minutes in which more is needed than the bounds allow, percent. */
  readonly beyondMaxPercent: number;
  /** By the minute, for plots: units that were needed, that ran (NaN where not known), and that would have run. */
  readonly startMs: number;
  readonly needed: Int32Array;
  readonly ran: Float64Array;
  readonly wouldRun: Int32Array;
}

const mostWarmUpSeconds = 7 * 86_400;

/**
 * Plays a fleet's recorded days as they ran, and as Headroom would have scaled them: each night the candidate that did best on
 * the days before takes over, nothing of the future is known to anybody. Null where less than two days are on record.
 * Why: docs/decisions/0048.
 */
export function adviseFleet(question: FleetQuestion): FleetAdvice | null {
  const { demand, unit, bounds, leadSeconds, sloBudgetPercent } = question;
  const world = recordedWorld(demand, unit, { configured: leadSeconds, measured: [] }, bounds);
  const { workload } = world;
  const days = (workload.steps * workload.stepSeconds) / 86_400;
  if (days < 2) return null;
  const running = question.running === 'assumed' ? trackedUnits(world) : question.running;
  const steps = comparedSteps(world, running);
  const now = hasSome(running) ? servedFigures(workload, asItRan(world, running), steps) : null;
  const configOf = nightlyConfigs(world, sloBudgetPercent);
  const { startMs, stepSeconds } = workload;
  const native = question.native ?? (question.running === 'assumed' ? usualNative : null);
  const run = world.run(new Decided(startMs, configOf));
  const headroom = servedFigures(workload, run, steps);
  const wouldRun = Int32Array.from(run.served);
  const { max } = bounds;
  const beyond = max === null ? 0 : steps.filter((step) => (workload.need[step] as number) > max).length;
  return {
    days,
    comparedDays: (steps.length * workload.stepSeconds) / 86_400,
    now,
    headroom,
    beside:
      native === null
        ? null
        : servedFigures(workload, world.run(new BesideNative(native, stepSeconds, startMs, configOf)), steps),
    beyondMaxPercent: (100 * beyond) / Math.max(1, steps.length),
    startMs: workload.startMs,
    needed: workload.need,
    ran: running,
    wouldRun,
  };
}

/** What is compared: judged, after the days for learning, and where anything is known of what ran, where that is known. */
function comparedSteps({ workload }: World, running: Float64Array): number[] {
  const { steps, stepSeconds, judged } = workload;
  const from = Math.min(mostWarmUpSeconds / stepSeconds, Math.floor(steps / 2));
  const isKnown = hasSome(running) ? (step: number) => !Number.isNaN(running[step]) : () => true;
  return Array.from({ length: steps - from }, (_, index) => from + index).filter(
    (step) => judged[step] === 1 && isKnown(step),
  );
}

/** Target tracking at half of what a unit serves, the example of AWS's documentation: what most people have. */
function trackedUnits(world: World): Float64Array {
  return Float64Array.from(world.run(nativeScaler(usualNative, world.workload.stepSeconds)).served);
}

function hasSome(running: Float64Array): boolean {
  return running.some((units) => !Number.isNaN(units));
}
