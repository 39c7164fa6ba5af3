import { Waiting } from '../../../core/scaling/policies/provisioner/staffing/waiting.ts';
import type { Workload } from '../../workloads/workload.ts';
import { type Fleet as Running, settled } from '../deployments/histories.ts';
import { EvenFleet } from './even-fleet.ts';
import { FluidQueue } from './fluid-queue.ts';
import { delaySteps, type Mishaps, newestSteps } from './mishaps.ts';
import { type PoolKind, poolSteps } from './pool-kind.ts';
import { PooledFleet } from './pooled-fleet.ts';
import type { Profile } from './profile.ts';
import type { Scaler } from './seen.ts';
import { fleetIn, type Surges } from './surges.ts';
import { Told } from './told.ts';
import { UnevenFleet } from './uneven-fleet.ts';

/** What happened in one run, by step. The arrays belong to the world and are written anew by its next run. */
export interface Run {
  /** Units asked for. */
  readonly asked: Int32Array;
  /** Units that served. */
  readonly served: Int32Array;
  /** Units billed in full, drains included. */
  readonly billed: Int32Array;
  /** Units that stood prepared, and cost a share of that; null where there is no pool. */
  readonly pooled: Int32Array | null;
  /** The share of the step's requests that waited too long or were dropped, 0..1. */
  readonly violation: Float64Array;
}

/** What a world may have of its own. */
interface Circumstances {
  /** How long requests wait, where another world has counted that already. */
  readonly waiting?: Waiting;
  readonly mishaps?: Mishaps | null;
  readonly bounds?: TargetBounds;
  /** A pool of prepared units beside what runs; null for none. */
  readonly pool?: PoolKind | null;
}

/** What a target takes, whoever asks; null for no maximum. */
export interface TargetBounds {
  readonly min: number;
  readonly max: number | null;
}

const unbounded = { min: 1, max: null };

/**
 * A workload served by units that take a fixed lead time to become useful. A unit serves from its request plus lead, as long
 * as it is asked for; one no longer asked for serves out its step, drains, and is billed until then. What was requested last
 * goes first, so the units that serve in step u are the least that was asked for in the lead before u.
 */
export class World {
  readonly workload: Workload;
  readonly profile: Profile;
  readonly leadSeconds: number;
  readonly pool: PoolKind | null;
  /** The newest step whose metrics can be read at each step; -1 before the first. */
  readonly newestAt: Int32Array;
  private readonly mishaps: Mishaps | null;
  private readonly bounds: Required<Circumstances>['bounds'];
  private readonly waiting: Waiting;
  private readonly asked: Int32Array;
  readonly served: Int32Array;
  private readonly billed: Int32Array;
  private readonly pooled: Int32Array | null;
  private readonly violation: Float64Array;
  readonly busy: Float64Array;
  readonly ran: Int32Array;
  readonly utilisation: Float64Array;
  private readonly told: Told;

  constructor(
    workload: Workload,
    leadSeconds: number,
    profile: Profile,
    { waiting = new Waiting(profile), mishaps = null, bounds = unbounded, pool = null }: Circumstances = {},
  ) {
    const { steps } = workload;
    this.newestAt = newestSteps(steps, delaySteps(profile), mishaps?.lateSteps ?? null);
    this.mishaps = mishaps;
    this.bounds = bounds;
    this.workload = workload;
    this.profile = profile;
    this.leadSeconds = leadSeconds;
    this.pool = pool;
    this.waiting = waiting;
    this.asked = new Int32Array(steps);
    this.served = new Int32Array(steps);
    this.billed = new Int32Array(steps);
    this.pooled = pool === null ? null : new Int32Array(steps);
    this.violation = new Float64Array(steps);
    this.busy = new Float64Array(steps);
    this.ran = new Int32Array(steps);
    this.utilisation = new Float64Array(steps);
    this.told = new Told(profile.stepSeconds, steps, bounds);
  }

  /** Whether every launch takes the world's lead and nothing else comes to run, so that there is nothing about leads to learn. */
  get hasEvenLeads(): boolean {
    return this.mishaps?.leadSteps == null && this.surges === null;
  }

  /** Steps until what is asked for at a step serves; null where each launch takes the world's lead. */
  get leadSteps(): Uint16Array | null {
    return this.mishaps?.leadSteps ?? null;
  }

  /** Its deployments; null where none is played. */
  get surges(): Surges | null {
    return this.mishaps?.surges ?? null;
  }

  /** The same world, in which nothing is deployed. */
  withoutSurges(): World {
    const { workload, leadSeconds, profile, waiting, mishaps, bounds, pool } = this;
    return new World(workload, leadSeconds, profile, {
      waiting,
      bounds,
      pool,
      mishaps: mishaps === null ? null : { ...mishaps, surges: null },
    });
  }

  /** Lets a scaler run the whole workload. Begins with the need of the first step, all of it serving. */
  run(scaler: Scaler): Run {
    const { workload, profile, told, asked, served, billed, pooled, busy, ran, utilisation, violation, newestAt } =
      this;
    const share = this.mishaps?.capacityShare ?? null;
    const delay = delaySteps(profile);
    const queue = new FluidQueue(profile, this.waiting);
    told.forget();
    told.asked = this.within(workload.need[0] as number);
    const fleet = this.fleet(told.asked);
    told.pool = fleet instanceof PooledFleet ? fleet : null;
    for (let step = 0; step < workload.steps; step++) {
      const { running, carrying, starting, told: deploying } = this.running(step, fleet.serves(step));
      told.catchingUp = (newestAt[step] as number) > told.newest + 1;
      while (told.newest < (newestAt[step] as number)) told.publish(this);
      told.step = step;
      told.due = step - delay;
      told.running = running;
      told.deploying = deploying;
      told.asked = this.within(scaler.ask(told) | 0);
      billed[step] = fleet.ask(step, told.asked, this.within(scaler.prepared ?? told.asked));
      if (pooled !== null) pooled[step] = told.pool?.ready ?? 0;
      asked[step] = told.asked;
      served[step] = carrying;
      ran[step] = running;
      violation[step] = queue.step(
        workload.demand[step] as number,
        carrying,
        share === null ? 1 : (share[step] as number),
      );
      busy[step] = queue.busy;
      utilisation[step] = running === carrying ? queue.busy : (queue.busy * carrying + starting) / running;
    }
    return { asked, served, billed, pooled, violation };
  }

  private within(units: number): number {
    return Math.max(this.bounds.min, Math.min(units, this.bounds.max ?? units));
  }

  private fleet(asked: number): EvenFleet | UnevenFleet | PooledFleet {
    const { profile, leadSeconds, mishaps, workload } = this;
    if (this.pool !== null)
      return new PooledFleet(asked, workload.steps, poolSteps(this.pool, profile, leadSeconds, this.leadSteps));
    const drain = Math.ceil(profile.drainSeconds / profile.stepSeconds);
    if (mishaps?.leadSteps != null) return new UnevenFleet(asked, mishaps.leadSteps, drain);
    return new EvenFleet(asked, Math.max(1, Math.ceil(leadSeconds / profile.stepSeconds)), drain);
  }

  private running(step: number, up: number): Running {
    return this.surges === null ? settled(up) : fleetIn(this.surges, step, up);
  }
}
