import { withDeadBand } from '../../../core/scaling/policies/provisioner/dead-band.ts';
import { degradedFloor } from '../../../core/scaling/policies/provisioner/degraded-floor.ts';
import type { Window } from '../../../core/scaling/policies/provisioner/features.ts';
import { countsFrom } from '../../../core/scaling/policies/provisioner/held.ts';
import { absorb, type Forecast, foresee } from '../../../core/scaling/policies/provisioner/learn.ts';
import { blank, type Learned, usualPerSecond } from '../../../core/scaling/policies/provisioner/learned.ts';
import { mostKept } from '../../../core/scaling/policies/provisioner/most-kept.ts';
import {
  apartUnits,
  keepsReserve,
  meanUnits,
  type Part,
  partsOf,
} from '../../../core/scaling/policies/provisioner/parts.ts';
import { noReserve, type Reserve, withReserve } from '../../../core/scaling/policies/provisioner/reserve.ts';
import { reserveKept } from '../../../core/scaling/policies/provisioner/reserve-after.ts';
import { type Sized, unitsFor } from '../../../core/scaling/policies/provisioner/units-for.ts';
import { leastShare, wantedPerSecond } from '../../../core/scaling/policies/provisioner/wanted.ts';
import { windowOf } from '../../../core/scaling/policies/provisioner/window-of.ts';
import { SlidingMax } from '../baselines/sliding-max.ts';
import { delaySteps } from '../world/mishaps.ts';
import type { Scaler, Seen } from '../world/seen.ts';
import type { World } from '../world/world.ts';
import type { Candidate } from './candidates.ts';

/**
 * Runs many candidates at once. What a provisioner learns does not depend on how it asks, so it is learned once and every
 * candidate only asks, with its own reserve; the guards that can speak in a simulated world (silence, in flight, bounds) are
 * applied as `decide` applies them. The result is byte for byte that of running each candidate through `decide` (a test holds
 * it to that), at a twentieth of the time.
 */
export class Shadow {
  readonly world: World;
  readonly leadSeconds: number;
  /** Raw units by way of asking, and 0 before anything is known. */
  private readonly units = new Map<string, Int32Array>();
  /** The most that a hold or a reserve keeps, in units by step; the same for all, since all have the same units. */
  private readonly mostKept: Float64Array;
  /** What is usual, by the step whose demand was taken in last. */
  readonly usual: Float64Array;

  /** `leadSeconds` is the lead that they know; beside a pool it is not the one of the world for each of them. */
  constructor(world: World, candidates: readonly Candidate[], leadSeconds = world.leadSeconds) {
    this.world = world;
    this.leadSeconds = leadSeconds;
    this.mostKept = new Float64Array(world.workload.steps);
    this.usual = new Float64Array(world.workload.steps);
    const [first] = candidates;
    if (first !== undefined) this.learn(distinct(candidates), first);
  }

  /** A candidate as a scaler. */
  scaler({ policy }: Candidate): Scaler {
    const ways = partsOf(policy).map((part) => new ShadowWay(part, this.units.get(keyOf(part.policy)) as Int32Array));
    const { mostKept: most } = this;
    const { startMs, stepSeconds } = this.world.workload;
    const reserving = ways.some((way) => way.keepsReserve) ? new Reserving(this, policy) : null;
    return {
      ask(seen): number {
        const { step, newest, due, measured, asked, running } = seen;
        const reserve = reserving?.follow(seen) ?? noReserve;
        if (ways[0]?.units[step] === 0) return asked;
        const atMs = startMs + step * stepSeconds * 1000;
        for (const way of ways) way.keep(step, atMs, reserve, most[step] as number);
        const desired = withDeadBand(meanUnits(ways), asked, apartUnits(ways));
        if (desired >= asked) return desired;
        const blind = newest < 0 || newest < due || measured[newest] === 0;
        return blind || running < asked ? asked : Math.max(1, desired);
      },
    };
  }

  private learn(policies: readonly Sized[], { policy, config }: Candidate): void {
    const { workload, newestAt, profile } = this.world;
    const all = policies.map((one) => ({ policy: one, units: new Int32Array(workload.steps) }));
    const learned = blank();
    const delay = delaySteps(profile);
    let newest = -1;
    let silentSinceMs: number | null = null;
    for (let step = 0; step < workload.steps; step++) {
      const atMs = workload.startMs + step * workload.stepSeconds * 1000;
      const window = windowOf(atMs, workload.stepSeconds, this.leadSeconds);
      let isNew = false;
      for (; newest < (newestAt[step] as number); newest++) {
        if (workload.measured[newest + 1] === 0) continue;
        const perSecond = workload.demand[newest + 1] as number;
        const at = window.now - step + newest + 1;
        absorb(learned, { at, perSecond }, leastShare * policy.unitPerSecond, window);
        this.usual[newest + 1] = usualPerSecond(learned);
        isNew = true;
      }
      const blind = newest < step - delay || workload.measured[newest] !== 1;
      const least = degradedFloor(learned, window, { config, atMs }, blind ? silentSinceMs : null);
      silentSinceMs = blind ? (silentSinceMs ?? atMs) : null;
      if (learned.at < 0) continue;
      this.mostKept[step] = mostKept(policy, learned);
      const forecast = foresee(learned, window, isNew);
      askAll(all, step, { learned, forecast, least });
    }
    for (const { policy: one, units } of all) this.units.set(keyOf(one), units);
  }
}

/** One way of a candidate: what it asks for by step, and what it keeps now. */
class ShadowWay {
  readonly units: Int32Array;
  readonly weight: number;
  readonly keepsReserve: boolean;
  /** Units. */
  kept = 0;
  private readonly holdSeconds: number;
  private readonly highest: SlidingMax;

  constructor({ policy, weight }: Part, units: Int32Array) {
    this.units = units;
    this.weight = weight;
    this.keepsReserve = keepsReserve(policy);
    this.holdSeconds = policy.holdSeconds;
    this.highest = new SlidingMax(policy.holdSeconds * 1000);
  }

  /** Takes in a step, of which no more is kept than `most`. */
  keep(step: number, atMs: number, reserve: Reserve, most: number): void {
    const raw = this.units[step] as number;
    const wanted = this.keepsReserve ? withReserve(reserve, raw) : raw;
    const held = this.highest.push(atMs, wanted, countsFrom(atMs, this.holdSeconds));
    this.kept = Math.min(held, Math.max(raw, most));
  }
}

/** What one candidate keeps in reserve, step by step, where it keeps one. */
class Reserving {
  private reserve = noReserve;
  private taken = -1;
  private readonly ran: Int32Array;
  private readonly usual: Float64Array;
  private readonly policy: Sized;
  private readonly start: Window;

  constructor({ world: { workload }, leadSeconds, usual }: Shadow, policy: Sized) {
    this.ran = new Int32Array(workload.steps);
    this.usual = usual;
    this.policy = policy;
    this.start = windowOf(workload.startMs, workload.stepSeconds, leadSeconds);
  }

  follow({ step, newest, measured, demand, running }: Seen): Reserve {
    const { ran, usual, policy, start } = this;
    ran[step] = running;
    while (this.taken < newest) {
      const at = ++this.taken;
      if (measured[at] === 0) continue;
      // What runs when a period ends is what `decide` sees of it.
      const served = {
        at: start.now + at,
        perSecond: demand[at] as number,
        units: ran[at + 1] as number,
        usualPerSecond: usual[at] as number,
      };
      this.reserve = reserveKept(this.reserve, policy, served, start.periods);
    }
    return this.reserve;
  }
}

/** A policy, and the units that it asks for by step. */
interface AskedFor {
  readonly policy: Sized;
  readonly units: Int32Array;
}

/** What is known of demand at a step. */
interface Known {
  readonly learned: Learned;
  readonly forecast: Forecast;
  /** Served however little is known, per second. */
  readonly least: number;
}

function askAll(all: readonly AskedFor[], step: number, { learned, forecast, least }: Known): void {
  for (const { policy, units } of all) {
    units[step] = unitsFor(policy, wantedPerSecond(policy.asking, learned, forecast, least));
  }
}

function distinct(candidates: readonly Candidate[]): Sized[] {
  const ways = candidates.flatMap(({ policy }) => partsOf(policy).map((part) => part.policy));
  return [...new Map(ways.map((policy) => [keyOf(policy), policy])).values()];
}

function keyOf({ asking }: Sized): string {
  return JSON.stringify(asking);
}
