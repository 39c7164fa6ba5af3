import { random } from '../../workloads/random.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { FaultKind } from './fault-kind.ts';
import type { Profile } from './profile.ts';
import { type Surges, surgesOf } from './surges.ts';

/** A tenth of the points never comes, and once a day nothing for half an hour. */
const missingShare = 0.1;
const gapSeconds = 1800;
/** In one hour of ten metrics come five minutes later. */
const lateShare = 0.1;
const lateStretchSeconds = 3600;
const lateBySeconds = 300;
/** Leads scatter log-normally about their mean, and one launch in twenty fails and is begun anew when it should have served. */
const leadSigma = 0.3;
const failedShare = 0.05;
/** Once a day, in the half hour of the highest demand, a deploy takes 30 % of what each unit can. */
const deploySeconds = 1800;
const deployedShare = 0.7;
const daySeconds = 86_400;

/** What goes wrong in a world, by step; the same for every policy. */
export interface Mishaps {
  /** How many steps later than usual a step's metrics come. */
  readonly lateSteps: Uint16Array;
  /** Steps until units that are asked for at a step serve; null where every launch takes the world's lead. */
  readonly leadSteps: Uint16Array | null;
  /** What a unit can do of what it could. */
  readonly capacityShare: Float64Array | null;
  /** Deployments that run more, or fewer, units than are asked for; null for none. */
  readonly surges: Surges | null;
}

/** Makes mishaps of the kinds that are asked for, the same for the same seed; null for none. */
export function mishapsOf(
  kinds: readonly FaultKind[],
  workload: Workload,
  leadSeconds: number,
  seed: number,
): Mishaps | null {
  if (kinds.length === 0) return null;
  const { steps, demand, stepSeconds } = workload;
  const has = (kind: FaultKind): boolean => kinds.includes(kind);
  return {
    lateSteps: has('late') ? lateSteps(steps, stepSeconds, seed) : new Uint16Array(steps),
    leadSteps: has('launch') ? leadSteps(steps, leadSeconds / stepSeconds, seed) : null,
    capacityShare: has('deploy') ? deploys(demand, stepSeconds) : null,
    surges: has('surge') ? surgesOf(workload) : null,
  };
}

/** The same workload with points that never come, where that is asked for. */
export function withMissing(kinds: readonly FaultKind[], workload: Workload, seed: number): Workload {
  if (!kinds.includes('missing')) return workload;
  const { uniform } = random(seed + 1001);
  const perDay = daySeconds / workload.stepSeconds;
  const gap = gapSeconds / workload.stepSeconds;
  let gapStart = 0;
  const measured = workload.measured.map((is, step) => {
    if (step % perDay === 0) gapStart = step + Math.floor(uniform() * (perDay - gap));
    const isLost = uniform() < missingShare || (step >= gapStart && step < gapStart + gap);
    return isLost ? 0 : is;
  });
  return { ...workload, measured };
}

/** How many steps after its start a step's metrics are read: the period itself, and the delay of publication. */
export function delaySteps({ publicationDelaySeconds, stepSeconds }: Profile): number {
  return 1 + Math.ceil(publicationDelaySeconds / stepSeconds);
}

/** The newest step whose metrics can be read at each step; -1 before the first. Metrics come in order. */
export function newestSteps(steps: number, delay: number, lateBy: Uint16Array | null): Int32Array {
  let newest = -1;
  return Int32Array.from({ length: steps }, (_, step) => {
    while (newest + 1 <= step - delay && newest + 1 + delay + (lateBy?.[newest + 1] ?? 0) <= step) newest++;
    return newest;
  });
}

function lateSteps(steps: number, stepSeconds: number, seed: number): Uint16Array {
  const { uniform } = random(seed + 1002);
  const stretch = lateStretchSeconds / stepSeconds;
  let isLate = false;
  return Uint16Array.from({ length: steps }, (_, step) => {
    if (step % stretch === 0) isLate = uniform() < lateShare;
    return isLate ? Math.round(lateBySeconds / stepSeconds) : 0;
  });
}

function leadSteps(steps: number, meanSteps: number, seed: number): Uint16Array {
  const { uniform, normal } = random(seed + 1003);
  return Uint16Array.from({ length: steps }, () => {
    const once = meanSteps * Math.exp(leadSigma * normal() - (leadSigma * leadSigma) / 2);
    return Math.max(1, Math.ceil(uniform() < failedShare ? once + meanSteps : once));
  });
}

function deploys(demand: Float64Array, stepSeconds: number): Float64Array {
  const shares = new Float64Array(demand.length).fill(1);
  const perDay = daySeconds / stepSeconds;
  const long = deploySeconds / stepSeconds;
  for (let start = 0; start + long <= demand.length; start += perDay) {
    const day = demand.subarray(start, start + perDay);
    const peak = start + day.indexOf(day.reduce((most, perSecond) => Math.max(most, perSecond), 0));
    shares.fill(deployedShare, Math.max(0, peak - long / 2), peak + long / 2);
  }
  return shares;
}
