import type { ScalableConfig } from '../../../core/scaling/config/scalable.ts';
import type { DecidingConfig } from '../../../core/scaling/deciding-config.ts';
import { Waiting } from '../../../core/scaling/policies/provisioner/staffing/waiting.ts';
import { prepare } from '../../workloads/prepare.ts';
import type { Workload } from '../../workloads/workload.ts';
import { adviseFleet, type FleetAdvice } from '../advising/advise-fleet.ts';
import { clairvoyantWithLead, neverScale, staticPeak } from '../baselines/bounds.ts';
import type { Knobs } from '../baselines/families.ts';
import { BesideNative, type Native, usualNative } from '../beside/beside-native.ts';
import { type Candidate, candidates } from '../portfolio/candidates.ts';
import { dailyRecord, daysOf } from '../portfolio/daily-record.ts';
import { alone, nightly } from '../portfolio/in-charge.ts';
import { poolCandidates } from '../portfolio/pool-candidates.ts';
import { nightlyBesidePool, scalersBesidePool } from '../portfolio/pool-scalers.ts';
import { Shadow } from '../portfolio/shadow.ts';
import { splice } from '../portfolio/splice.ts';
import { configured } from '../world/configured.ts';
import { Decided } from '../world/decided.ts';
import { mishapsOf, withMissing } from '../world/mishaps.ts';
import { ownOf, profileOf } from '../world/own-fleet.ts';
import type { Scaler } from '../world/seen.ts';
import { surgeRatio } from '../world/surges.ts';
import { type Run, World } from '../world/world.ts';
import { coarseGrid, familyNamed, fullGrid, type GridPoint, runPoint } from './grid.ts';
import { costAndViolation, measure } from './measures.ts';
import type { Bound, CandidatePoint, Job, RowResult, RowSpec, Task, WorkloadResult } from './task.ts';

/** Does one task in this thread. Deterministic: the same task gives the same result. */
export function doTask(task: Task): GridPoint[] | CandidatePoint[] | RowResult[] | WorkloadResult | FleetAdvice | null {
  if (task.do === 'advise') return adviseFleet(task.fleet);
  const world = worldOf(task.job);
  if (task.do === 'grid') return doGrid(world, task);
  if (task.do === 'candidates') return doCandidates(world, task.from, task.below);
  if (task.do === 'rows') return task.rows.map((row) => doRow(world, row, task.keepAsked));
  return tellWorkload(world.workload);
}

function doGrid(world: World, { family: name, points, budgetPercent }: Extract<Task, { do: 'grid' }>): GridPoint[] {
  const family = familyNamed(name);
  if (points === 'full') return fullGrid(world, family);
  if (points === 'coarse') return coarseGrid(world, family, budgetPercent);
  return points.map((knobs) => runPoint(world, family, knobs));
}

function doCandidates(world: World, from: number, below: number): CandidatePoint[] {
  return scalersOf(world, from, below).map((scaler, index) => {
    const run = world.run(scaler());
    const [violationPercent, costRatio] = costAndViolation(world.workload, run, world.pool?.price);
    return { candidate: from + index, violationPercent, costRatio, record: dailyRecord(world.workload, run) };
  });
}

/** Scalers of the candidates from one number to below another, each made when it is asked for. */
function scalersOf(world: World, from: number, below: number): (() => Scaler)[] {
  const { leadSeconds, profile, pool } = world;
  if (pool !== null)
    return scalersBesidePool(world, poolCandidates({ ...pool, leadSeconds }, profile).slice(from, below));
  const some = candidates(leadSeconds, profile).slice(from, below);
  const scalerFor = candidateScaler(world, some);
  return some.map((candidate) => () => scalerFor(candidate));
}

/** Shadow runs take the lead as it is; where there is one to be learned, only the product itself will do. */
function candidateScaler(world: World, some: readonly Candidate[]): (candidate: Candidate) => Scaler {
  if (!world.hasEvenLeads) return ({ config }) => new Decided(world.workload.startMs, () => config);
  const shadow = new Shadow(world, some);
  return (candidate) => shadow.scaler(candidate);
}

function doRow(world: World, row: RowSpec, keepAsked: boolean): RowResult {
  const run = runRow(world, row);
  return {
    measures: measure(world.workload, run, world.pool?.price),
    surgeRatio: ratioInSurges(world, row, run),
    asked: keepAsked ? Int32Array.from(run.asked) : null,
    record: dailyRecord(world.workload, run),
  };
}

function runRow(world: World, row: RowSpec): Run {
  return row.is === 'bound' && row.bound === 'clairvoyant'
    ? clairvoyant(world.workload)
    : world.run(scalerOf(world, row));
}

/** What deployments make of it: it runs once more in a world without any. */
function ratioInSurges(world: World, row: RowSpec, { asked }: Run): number | null {
  if (world.surges === null) return null;
  const without = runRow(world.withoutSurges(), row);
  return surgeRatio(world.surges, world.workload.scored, asked, without.asked);
}

function scalerOf(world: World, row: RowSpec): Scaler {
  const { workload, profile } = world;
  if (row.is === 'family') return familyNamed(row.family).make(workload, row.knobs, profile);
  if (row.is === 'family-nightly') return nightlyFamily(world, row.family, row.inCharge);
  if (row.is === 'bound') return boundOf(world, row.bound);
  if (row.is === 'headroom-with-pool') return nightlyBesidePool(world, row.inCharge);
  const all = candidates(world.leadSeconds, profile);
  const candidateAt = nightly(all, row.is === 'candidate' ? [alone(row.candidate)] : row.inCharge, workload);
  const configOf = row.is === 'configured' ? ownConfigs(row.config) : ({ config }: Candidate) => config;
  const inForce = (atMs: number) => configOf(candidateAt(atMs));
  const native = nativeOf(row);
  return native === null
    ? new Decided(workload.startMs, inForce)
    : new BesideNative(native, workload.stepSeconds, workload.startMs, inForce);
}

/** What reacts above a minimum that is moved; null where Headroom scales. */
function nativeOf(row: RowSpec): Native | null {
  if (row.is === 'headroom-beside-native') return row.native;
  return row.is === 'configured' && row.config.beside !== undefined ? (row.native ?? usualNative) : null;
}

/** Somebody's own config by who is in charge, each made once. */
function ownConfigs(config: ScalableConfig): (inCharge: Candidate) => DecidingConfig {
  const made = new Map<Candidate, DecidingConfig>();
  return (inCharge) => {
    const known = made.get(inCharge) ?? configured(config, inCharge);
    made.set(inCharge, known);
    return known;
  };
}

function boundOf({ workload, leadSeconds, profile }: World, bound: Bound): Scaler {
  if (bound === 'static-peak') return staticPeak(workload);
  if (bound === 'never-scale') return neverScale(workload);
  return clairvoyantWithLead(workload, leadSeconds, profile.stepSeconds);
}

/** The clairvoyant of the definition: exactly the need, in no time and at no drain. */
function clairvoyant({ need, steps }: Workload): Run {
  return { asked: need, served: need, billed: need, pooled: null, violation: new Float64Array(steps) };
}

/** A family whose knobs change at night: each of the knobs in charge is run whole, and the days are put together. */
function nightlyFamily(world: World, name: string, inCharge: readonly Knobs[]): Scaler {
  const family = familyNamed(name);
  const scripts = new Map<number, Int32Array>();
  const numbers = inCharge.map((knobs) => Math.round(knobs.target * 1000) * 100_000 + knobs.seconds);
  inCharge.forEach((knobs, day) => {
    const number = numbers[day] as number;
    if (scripts.has(number)) return;
    scripts.set(number, Int32Array.from(world.run(family.make(world.workload, knobs, world.profile)).asked));
  });
  return splice(world.workload, scripts, numbers);
}

function tellWorkload(workload: Workload): WorkloadResult {
  const { startMs, stepSeconds, steps, demand, scored, need, madeMinutes } = workload;
  return { startMs, stepSeconds, steps, days: daysOf(workload), demand, scored, need, madeMinutes };
}

const waitings = new Map<string, Waiting>();
let last: { readonly key: string; readonly workload: Workload; world: World } | null = null;

/** The world of a job; the last workload and world are kept, since tasks come in series. */
function worldOf({ trace, seed, metricClassSeconds, leadSeconds, faults, fleet, ...job }: Job): World {
  const { pool = null } = job;
  const profile = profileOf({ metricClassSeconds, ...(fleet && { fleet }) });
  const unit = JSON.stringify(profile);
  const waiting = waitings.get(unit) ?? new Waiting(profile);
  waitings.set(unit, waiting);
  const key = [traceKey(trace), seed, metricClassSeconds, faults, JSON.stringify(fleet)].join(' ');
  const workload =
    last?.key === key ? last.workload : withMissing(faults, prepare(trace, profile, seed, ownOf(fleet)), seed);
  const isSame = JSON.stringify(last?.world.pool) === JSON.stringify(pool) && last?.world.leadSeconds === leadSeconds;
  if (last?.key === key && isSame) return last.world;
  const mishaps = mishapsOf(faults, workload, leadSeconds, seed);
  const world = new World(workload, leadSeconds, profile, { waiting, mishaps, pool, ...(fleet && { bounds: fleet }) });
  last = { key, workload, world };
  return world;
}

/** Two traces of one name and length differ by their values, of which some may be missing. */
function traceKey({ name, startMs, stepSeconds, values }: Job['trace']): string {
  const sum = values.reduce((all, value, at) => all + (value || 0) * (1 + (at % 7)), 0);
  return `${name} ${startMs} ${stepSeconds} ${values.length} ${sum}`;
}
