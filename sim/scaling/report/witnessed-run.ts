import type { Decision } from '../../../core/model/decision.ts';
import { tell } from '../../../core/model/reason.ts';
import type { Desired } from '../../../core/scaling/desired.ts';
import type { Kept, Observation } from '../../../core/scaling/observation.ts';
import type { ScalingEntry } from '../../../core/scaling/scaling-entry.ts';
import { prepare } from '../../workloads/prepare.ts';
import type { Workload } from '../../workloads/workload.ts';
import { candidates } from '../portfolio/candidates.ts';
import { type InCharge, nightly } from '../portfolio/in-charge.ts';
import type { Job } from '../score/task.ts';
import { Decided, type Witness } from '../world/decided.ts';
import { mishapsOf, withMissing } from '../world/mishaps.ts';
import { ownOf, profileOf } from '../world/own-fleet.ts';
import { profiles } from '../world/profile.ts';
import { type Run, World } from '../world/world.ts';
import type { ReportChange } from './report.ts';

/** What Headroom did in a simulated world, and what it thought. Steps are the world's. */
export interface WitnessedRun {
  readonly workload: Workload;
  readonly run: Run;
  /** The demand that it provisioned for at each step, per second; NaN where it told none. */
  readonly provisionedFor: Float64Array;
  readonly changes: readonly ReportChange[];
}

/** Runs Headroom once more, as it was chosen night by night, and writes down what it says. */
export function witnessedRun(job: Job, inCharge: readonly InCharge[]): WitnessedRun {
  const told: { atMs: number; perSecond: number }[] = [];
  const changes: ReportChange[] = [];
  const { workload, run } = runOnceMore(job, inCharge, (observation, decision) => {
    const perSecond = decision.reasons[0]?.because.perSecond;
    if (typeof perSecond === 'number') told.push({ atMs: observation.atMs, perSecond });
    const change = changeOf(observation, decision);
    if (change !== null) changes.push(change);
  });
  const provisionedFor = new Float64Array(workload.steps).fill(Number.NaN);
  for (const { atMs, perSecond } of told) provisionedFor[stepAt(workload, atMs)] = perSecond;
  return { workload, run, provisionedFor, changes };
}

/**
 * The look that Headroom made at a time of the simulated world, as the ledger would have recorded it; null where the time
 * is not in the trace.
 */
export function simulatedEntry(job: Job, inCharge: readonly InCharge[], atMs: number): ScalingEntry | null {
  let found: ScalingEntry | null = null;
  const stepMs = profiles[job.metricClassSeconds].stepSeconds * 1000;
  runOnceMore(job, inCharge, (observation, decision) => {
    if (atMs < observation.atMs || atMs >= observation.atMs + stepMs) return;
    found = {
      schema: 2,
      id: `${String(observation.atMs).padStart(15, '0')}-simulated`,
      capability: 'scaling',
      subject: observation.subject,
      atMs: observation.atMs,
      signal: { kind: 'tick', id: 'simulated', atMs: observation.atMs, dryRun: false },
      observation,
      decision,
      outcome: { is: decision.change === null ? 'unchanged' : 'applied', because: null },
    };
  });
  return found;
}

function runOnceMore(job: Job, inCharge: readonly InCharge[], witness: Witness): { workload: Workload; run: Run } {
  const profile = profileOf(job);
  const workload = withMissing(job.faults, prepare(job.trace, profile, job.seed, ownOf(job.fleet)), job.seed);
  const mishaps = mishapsOf(job.faults, workload, job.leadSeconds, job.seed);
  const candidateAt = nightly(candidates(job.leadSeconds, profile), inCharge, workload);
  const world = new World(workload, job.leadSeconds, profile, { mishaps, ...(job.fleet && { bounds: job.fleet }) });
  return { workload, run: world.run(new Decided(workload.startMs, (atMs) => candidateAt(atMs).config, witness)) };
}

function stepAt({ startMs, stepSeconds }: Workload, atMs: number): number {
  return Math.round((atMs - startMs) / (stepSeconds * 1000));
}

function changeOf(
  { atMs, capacity }: Observation,
  { change, reasons, binding }: Decision<Desired, Kept>,
): ReportChange | null {
  if (change === null) return null;
  const settled = reasons[binding];
  const because = settled === undefined ? 'nobody said why' : tell(settled.because);
  return { atMs, from: capacity.asked, to: change.units, by: settled?.by ?? 'nobody', because };
}
