import { Waiting } from '../../../core/scaling/policies/provisioner/staffing/waiting.ts';
import type { Workload } from '../../workloads/workload.ts';
import { type Fleet as Running, settled } from '../deployments/histories.ts';
import { EvenFleet } from './even-fleet.ts';
import { FluidQueue } from './fluid-queue.ts';
import { delaySteps, type Mishaps, newestSteps } from './mishaps.ts';
import type { Profile } from './profile.ts';
import type { Scaler, Seen } from './seen.ts';
import { fleetIn, type Surges } from './surges.ts';
import { UnevenFleet } from './uneven-fleet.ts';

/** What happened in one run, by step. The arrays belong to the world and are written anew by its next run. */
export interface Run {
  /** Units asked for. */
  readonly asked: Int32Array;
  /** Units that served. */
  readonly served: Int32Array;
  /** Units billed, drains included. */
  readonly billed: Int32Array;
  /** The share of the step's requests that waited too long or were dropped, 0..1. */
  readonly violation: Float64Array;
}

interface Told extends Seen {
  step: number;
  newest: number;
  due: number;
  catchingUp: boolean;
  asked: number;
  running: number;
  deploying: boolean;
}

/** What a world may have of its own. */
interface Circumstances {
  /** How long requests wait, where another world has counted that already. */
  readonly waiting?: Waiting;
  readonly mishaps?: Mishaps | null;
  readonly bounds?: TargetBounds;
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
  /** The newest step whose metrics can be read at each step; -1 before the first. */
  readonly newestAt: Int32Array;
  private readonly mishaps: Mishaps | null;
  private readonly bounds: Required<Circumstances>['bounds'];
  private readonly waiting: Waiting;
  private readonly asked: Int32Array;
  private readonly served: Int32Array;
  private readonly billed: Int32Array;
  private readonly violation: Float64Array;
  private readonly busy: Float64Array;
  private readonly ran: Int32Array;
  private readonly utilisation: Float64Array;
  private readonly told: Told;

  constructor(
    workload: Workload,
    leadSeconds: number,
    profile: Profile,
    { waiting = new Waiting(profile), mishaps = null, bounds = unbounded }: Circumstances = {},
  ) {
    const { steps } = workload;
    this.newestAt = newestSteps(steps, delaySteps(profile), mishaps?.lateSteps ?? null);
    this.mishaps = mishaps;
    this.bounds = bounds;
    this.workload = workload;
    this.profile = profile;
    this.leadSeconds = leadSeconds;
    this.waiting = waiting;
    this.asked = new Int32Array(steps);
    this.served = new Int32Array(steps);
    this.billed = new Int32Array(steps);
    this.violation = new Float64Array(steps);
    this.busy = new Float64Array(steps);
    this.ran = new Int32Array(steps);
    this.utilisation = new Float64Array(steps);
    this.told = {
      stepSeconds: profile.stepSeconds,
      step: 0,
      newest: -1,
      due: -1,
      catchingUp: false,
      demand: new Float64Array(steps),
      utilisation: new Float64Array(steps),
      ran: new Int32Array(steps),
      busy: new Float64Array(steps),
      served: new Int32Array(steps),
      measured: new Uint8Array(steps),
      asked: 0,
      running: 0,
      deploying: false,
      min: bounds.min === 1 ? null : bounds.min,
      max: bounds.max,
    };
  }

  /** Whether every launch takes the world's lead and nothing else comes to run, so that there is nothing about leads to learn. */
  get hasEvenLeads(): boolean {
    return this.mishaps?.leadSteps == null && this.surges === null;
  }

  /** Its deployments; null where none is played. */
  get surges(): Surges | null {
    return this.mishaps?.surges ?? null;
  }

  /** The same world, in which nothing is deployed. */
  withoutSurges(): World {
    const { workload, leadSeconds, profile, waiting, mishaps, bounds } = this;
    return new World(workload, leadSeconds, profile, {
      waiting,
      bounds,
      mishaps: mishaps === null ? null : { ...mishaps, surges: null },
    });
  }

  /** Lets a scaler run the whole workload. Begins with the need of the first step, all of it serving. */
  run(scaler: Scaler): Run {
    const { workload, profile, told, asked, served, billed, busy, ran, utilisation, violation, newestAt } = this;
    const share = this.mishaps?.capacityShare ?? null;
    const delay = delaySteps(profile);
    const queue = new FluidQueue(profile, this.waiting);
    this.forget();
    told.asked = this.within(workload.need[0] as number);
    const fleet = this.fleet(told.asked);
    for (let step = 0; step < workload.steps; step++) {
      const { running, carrying, starting, told: deploying } = this.running(step, fleet.serves(step));
      told.catchingUp = (newestAt[step] as number) > told.newest + 1;
      while (told.newest < (newestAt[step] as number)) this.publish(told.newest + 1);
      told.step = step;
      told.due = step - delay;
      told.running = running;
      told.deploying = deploying;
      told.asked = this.within(scaler.ask(told) | 0);
      billed[step] = fleet.ask(step, told.asked);
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
    return { asked, served, billed, violation };
  }

  private within(units: number): number {
    return Math.max(this.bounds.min, Math.min(units, this.bounds.max ?? units));
  }

  private fleet(asked: number): EvenFleet | UnevenFleet {
    const { profile, leadSeconds, mishaps } = this;
    const drain = Math.ceil(profile.drainSeconds / profile.stepSeconds);
    if (mishaps?.leadSteps != null) return new UnevenFleet(asked, mishaps.leadSteps, drain);
    return new EvenFleet(asked, Math.max(1, Math.ceil(leadSeconds / profile.stepSeconds)), drain);
  }

  private running(step: number, up: number): Running {
    return this.surges === null ? settled(up) : fleetIn(this.surges, step, up);
  }

  private publish(step: number): void {
    const { told, workload } = this;
    told.newest = step;
    if (workload.measured[step] === 0) return;
    told.measured[step] = 1;
    told.demand[step] = workload.demand[step] as number;
    told.utilisation[step] = this.utilisation[step] as number;
    told.ran[step] = this.ran[step] as number;
    told.busy[step] = this.busy[step] as number;
    told.served[step] = this.served[step] as number;
  }

  private forget(): void {
    const { told } = this;
    told.newest = -1;
    told.demand.fill(0);
    told.utilisation.fill(0);
    told.ran.fill(0);
    told.busy.fill(0);
    told.served.fill(0);
    told.measured.fill(0);
  }
}
