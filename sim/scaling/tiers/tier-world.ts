import { Waiting } from '../../../core/scaling/policies/provisioner/staffing/waiting.ts';
import type { Workload } from '../../workloads/workload.ts';
import { EvenFleet } from '../world/even-fleet.ts';
import { FluidQueue } from '../world/fluid-queue.ts';
import { delaySteps } from '../world/mishaps.ts';
import { type Profile, unitRate } from '../world/profile.ts';
import type { Seen } from '../world/seen.ts';
import { Told } from '../world/told.ts';
import type { TierSpec } from './tier-spec.ts';

/** Decides on all tiers at once, a step at a time: what is seen of each, front first, and what each is to have. */
export interface TierScaler {
  ask(seen: readonly Seen[]): readonly number[];
}

/** What came of a run. */
export interface TierRun {
  /** Percent of requests that waited too long in a tier, or met a connection that was refused. */
  readonly violationPercent: number;
  /** What all tiers cost, over what they would have cost with exactly what arrives in front needs. */
  readonly costRatio: number;
  /** Changes of direction of what is asked for, a day and tier. */
  readonly flipsPerDay: number;
  /** Connections that were opened beyond what a tier took, summed over the steps. */
  readonly connectionsRefused: number;
  /** Units that were added to a tier while the one behind it took no more connections than were held. */
  readonly risesAtLimit: number;
}

/** One tier while a run goes on. */
interface Tier {
  readonly spec: TierSpec;
  readonly told: Told;
  readonly fleet: EvenFleet;
  readonly queue: FluidQueue;
  readonly demand: Float64Array;
  readonly busy: Float64Array;
  readonly served: Int32Array;
  readonly measured: Uint8Array;
  readonly need: Int32Array;
  direction: number;
}

/**
 * Tiers in a row under one workload: what the first serves arrives at the second. A tier that is short lets through what it
 * can, so the one behind it sees no more. Connections are held by units that run; what is beyond what runs behind takes is
 * refused, and with it that share of the requests.
 */
export class TierWorld {
  readonly workload: Workload;
  readonly profile: Profile;
  readonly specs: readonly TierSpec[];
  private readonly waiting: Waiting;

  constructor(workload: Workload, specs: readonly TierSpec[], profile: Profile) {
    this.workload = workload;
    this.profile = profile;
    this.specs = specs;
    this.waiting = new Waiting(profile);
  }

  run(scaler: TierScaler): TierRun {
    const { workload, profile } = this;
    const tiers = this.begin();
    const tally = new Tally(workload);
    const delay = delaySteps(profile);
    for (let step = 0; step < workload.steps; step++) {
      for (const tier of tiers) see(tier, step, delay);
      const asked = scaler.ask(tiers.map(({ told }) => told));
      tiers.forEach((tier, index) => {
        this.set(tier, step, asked[index] ?? tier.told.asked, tally, behind(tiers, index));
      });
      this.serve(tiers, step, tally);
    }
    return tally.result(tiers.length);
  }

  private begin(): Tier[] {
    const { workload, profile, specs, waiting } = this;
    const { steps, stepSeconds, measured } = workload;
    let visits = 1;
    return specs.map((spec) => {
      visits *= spec.visits;
      const share = visits;
      const need = Int32Array.from(workload.demand, (perSecond) => Math.max(1, waiting.need(perSecond * share)));
      const first = need[0] as number;
      const told = new Told(profile.stepSeconds, steps, { min: 1, max: null });
      told.forget();
      told.asked = first;
      const lead = Math.max(1, Math.ceil(spec.leadSeconds / stepSeconds));
      const fleet = new EvenFleet(first, lead, Math.ceil(profile.drainSeconds / stepSeconds));
      const series = { demand: new Float64Array(steps), busy: new Float64Array(steps), served: new Int32Array(steps) };
      return { spec, told, fleet, queue: new FluidQueue(profile, waiting), ...series, measured, need, direction: 0 };
    });
  }

  private set(tier: Tier, step: number, units: number, tally: Tally, behindIt: Tier | null): void {
    const { told, spec } = tier;
    const asked = Math.max(1, Math.round(units));
    const direction = Math.sign(asked - told.asked);
    const takes = behindIt === null ? null : takesOf(behindIt, behindIt.served[step] as number);
    if (direction > 0 && takes !== null && asked * spec.connectionsPerUnit > takes) tally.roseAtLimit(step);
    if (direction !== 0) {
      if (direction === -tier.direction) tally.flipped(step);
      tier.direction = direction;
    }
    told.asked = asked;
    tally.paid(step, tier.fleet.ask(step, asked) * spec.unitPrice, (tier.need[step] as number) * spec.unitPrice);
  }

  private serve(tiers: readonly Tier[], step: number, tally: Tally): void {
    const rate = unitRate(this.profile);
    let arriving = this.workload.demand[step] as number;
    let well = 1;
    tiers.forEach((tier, index) => {
      const offered = arriving * tier.spec.visits;
      const units = tier.served[step] as number;
      tier.demand[step] = offered;
      well *= 1 - tier.queue.step(offered, units, 1);
      tier.busy[step] = tier.queue.busy;
      arriving = tier.queue.busy * units * rate;
      const next = behind(tiers, index);
      const held = units * tier.spec.connectionsPerUnit;
      const takes = next === null ? null : takesOf(next, next.served[step] as number);
      if (takes === null || held <= takes) return;
      well *= takes / held;
      tally.refused(step, held - takes);
    });
    tally.served(step, this.workload.demand[step] as number, 1 - well);
  }
}

const behind = (tiers: readonly Tier[], index: number): Tier | null => tiers[index + 1] ?? null;

function takesOf({ spec }: Tier, units: number): number | null {
  return spec.takesPerUnit === null ? null : spec.takesPerUnit * units;
}

/** What is seen of a tier at a step. */
function see({ told, fleet, demand, busy, served, measured }: Tier, step: number, delay: number): void {
  const running = fleet.serves(step);
  served[step] = running;
  const happened = { workload: { demand, measured }, utilisation: busy, ran: served, busy, served };
  while (told.newest < step - delay) told.publish(happened);
  told.step = step;
  told.due = step - delay;
  told.running = running;
}

/** Counts the scored steps. */
class Tally {
  private readonly workload: Workload;
  private requests = 0;
  private violating = 0;
  private cost = 0;
  private needed = 0;
  private flips = 0;
  private connections = 0;
  private rises = 0;

  constructor(workload: Workload) {
    this.workload = workload;
  }

  flipped(step: number): void {
    this.flips += this.counts(step);
  }

  roseAtLimit(step: number): void {
    this.rises += this.counts(step);
  }

  refused(step: number, connections: number): void {
    this.connections += connections * this.counts(step);
  }

  paid(step: number, cost: number, needed: number): void {
    this.cost += cost * this.counts(step);
    this.needed += needed * this.counts(step);
  }

  served(step: number, perSecond: number, violation: number): void {
    this.requests += perSecond * this.counts(step);
    this.violating += perSecond * violation * this.counts(step);
  }

  result(tiers: number): TierRun {
    const { scored, stepSeconds } = this.workload;
    const days = (scored.reduce((sum, one) => sum + one, 0) * stepSeconds) / 86_400;
    return {
      violationPercent: (100 * this.violating) / this.requests,
      costRatio: this.cost / this.needed,
      flipsPerDay: this.flips / days / tiers,
      connectionsRefused: this.connections,
      risesAtLimit: this.rises,
    };
  }

  private counts(step: number): number {
    return this.workload.scored[step] as number;
  }
}
