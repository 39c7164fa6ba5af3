import type { PolicyConfig } from '../../core/model/kinds.ts';
import { absorb, type Forecast, foresee } from '../../core/scaling/provisioning/learn.ts';
import { blank, type Learned } from '../../core/scaling/provisioning/learned.ts';
import { unitsFor } from '../../core/scaling/provisioning/units-for.ts';
import { leastShare, wantedPerSecond } from '../../core/scaling/provisioning/wanted.ts';
import { windowOf } from '../../core/scaling/provisioning/window-of.ts';
import { SlidingMax } from '../baselines/sliding-max.ts';
import type { Scaler } from '../world/seen.ts';
import type { World } from '../world/world.ts';
import type { Candidate } from './candidates.ts';

/**
 * Runs many candidates at once. What a provisioner learns does not depend on how it asks, so it is learned once and every
 * candidate only asks; the guards that can speak in a simulated world (silence, in flight, bounds) are applied as `decide`
 * applies them. The result is byte for byte that of running each candidate through `decide` (a test holds it to that), at a
 * twentieth of the time.
 */
export class Shadow {
  private readonly world: World;
  /** Raw units by way of asking, and 0 before anything is known. */
  private readonly units = new Map<string, Int32Array>();

  constructor(world: World, candidates: readonly Candidate[]) {
    this.world = world;
    this.learn(distinct(candidates));
  }

  /** A candidate as a scaler. */
  scaler({ policy }: Candidate): Scaler {
    const units = this.units.get(keyOf(policy)) as Int32Array;
    const highest = new SlidingMax(Math.max(1, policy.holdSeconds / this.world.profile.stepSeconds));
    return {
      ask({ step, newest, due, measured, asked, running }): number {
        const raw = units[step] as number;
        if (raw === 0) return asked;
        const wanted = highest.push(step, raw);
        if (wanted >= asked) return wanted;
        const blind = newest < 0 || newest < due || measured[newest] === 0;
        return blind || running < asked ? asked : Math.max(1, wanted);
      },
    };
  }

  private learn(policies: readonly PolicyConfig<'provisioner'>[]): void {
    const { workload, leadSeconds, newestAt } = this.world;
    const series = policies.map(() => new Int32Array(workload.steps));
    const learned = blank();
    let newest = -1;
    for (let step = 0; step < workload.steps; step++) {
      const atMs = workload.startMs + step * workload.stepSeconds * 1000;
      const window = windowOf(atMs, workload.stepSeconds, leadSeconds);
      let isNew = false;
      for (; newest < (newestAt[step] as number); newest++) {
        if (workload.measured[newest + 1] === 0) continue;
        const perSecond = workload.demand[newest + 1] as number;
        const at = window.now - step + newest + 1;
        absorb(learned, { at, perSecond }, leastShare * (policies[0]?.unitPerSecond ?? 1), window);
        isNew = true;
      }
      if (learned.at < 0) continue;
      const forecast = foresee(learned, window, isNew);
      askAll(policies, series, step, learned, forecast);
    }
    policies.forEach((policy, index) => {
      this.units.set(keyOf(policy), series[index] as Int32Array);
    });
  }
}

function askAll(
  policies: readonly PolicyConfig<'provisioner'>[],
  series: readonly Int32Array[],
  step: number,
  learned: Learned,
  forecast: Forecast,
): void {
  for (let index = 0; index < policies.length; index++) {
    const policy = policies[index] as PolicyConfig<'provisioner'>;
    (series[index] as Int32Array)[step] = unitsFor(policy, wantedPerSecond(policy.asking, learned, forecast));
  }
}

function distinct(candidates: readonly Candidate[]): PolicyConfig<'provisioner'>[] {
  return [...new Map(candidates.map(({ policy }) => [keyOf(policy), policy])).values()];
}

function keyOf({ asking }: PolicyConfig<'provisioner'>): string {
  return JSON.stringify(asking);
}
