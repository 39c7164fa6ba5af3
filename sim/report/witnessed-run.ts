import type { Decision } from '../../core/model/decision.ts';
import { tell } from '../../core/model/reason.ts';
import type { Kept, Observation } from '../../core/scaling/observation.ts';
import { Waiting } from '../../core/scaling/staffing/waiting.ts';
import { candidates } from '../portfolio/candidates.ts';
import { dayOf } from '../portfolio/daily-record.ts';
import type { Job } from '../score/task.ts';
import { prepare } from '../workloads/prepare.ts';
import type { Workload } from '../workloads/workload.ts';
import { Decided } from '../world/decided.ts';
import { mishapsOf, withMissing } from '../world/mishaps.ts';
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
export function witnessedRun(job: Job, inCharge: readonly number[]): WitnessedRun {
  const profile = profiles[job.metricClassSeconds];
  const workload = withMissing(job.faults, prepare(job.trace, profile, job.seed), job.seed);
  const mishaps = mishapsOf(job.faults, workload, job.leadSeconds, job.seed);
  const all = candidates(job.leadSeconds, profile);
  const provisionedFor = new Float64Array(workload.steps).fill(Number.NaN);
  const changes: ReportChange[] = [];
  const stepOf = (atMs: number): number => Math.round((atMs - workload.startMs) / (workload.stepSeconds * 1000));
  const configOf = (atMs: number) => {
    const day = dayOf(workload, stepOf(atMs));
    const one = all[inCharge[Math.min(day, inCharge.length - 1)] ?? 0];
    if (one === undefined) throw new RangeError('the candidate in charge is not among the candidates');
    return one.config;
  };
  const witness = (observation: Observation, decision: Decision<number, Kept>): void => {
    const perSecond = decision.reasons[0]?.because.perSecond;
    if (typeof perSecond === 'number') provisionedFor[stepOf(observation.atMs)] = perSecond;
    const change = changeOf(observation, decision);
    if (change !== null) changes.push(change);
  };
  const run = new World(workload, job.leadSeconds, profile, new Waiting(profile), mishaps).run(
    new Decided(workload.startMs, configOf, witness),
  );
  return { workload, run, provisionedFor, changes };
}

function changeOf(
  { atMs, capacity }: Observation,
  { change, reasons, binding }: Decision<number, Kept>,
): ReportChange | null {
  if (change === null) return null;
  const settled = reasons[binding];
  const because = settled === undefined ? 'nobody said why' : tell(settled.because);
  return { atMs, from: capacity.asked, to: change, by: settled?.by ?? 'nobody', because };
}
