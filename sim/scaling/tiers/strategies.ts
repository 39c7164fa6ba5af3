import { firstAsking } from '../../../core/scaling/config/choice.ts';
import { targetTracking } from '../baselines/target-tracking.ts';
import { candidateOf } from '../portfolio/candidates.ts';
import type { Seen } from '../world/seen.ts';
import { DecidedTiers } from './decided-tiers.ts';
import type { TierRun, TierScaler, TierWorld } from './tier-world.ts';

type Quantiles = readonly number[];

/** Each tier as the product ships it before its first night, and told who needs whom. */
export function coordinated(world: TierWorld): TierRun {
  return world.run(decided(world, usual(world), true));
}

/** The same, and each on its own. */
export function independent(world: TierWorld): TierRun {
  return world.run(decided(world, usual(world), false));
}

/**
 * Each on its own, with knobs of its own that are tuned in hindsight: those with the fewest violations at no more than a
 * cost; the cheapest where none is as cheap. Target tracking on every target of every tier, and the product's own forecast on
 * every quantile that all share, then tier by tier.
 */
export function independentTuned(world: TierWorld, mostCost: number): TierRun {
  const tracking = cross(world.specs.map(() => targets)).map((each) => world.run(tracked(world, each)));
  const shared = quantiles.map((quantile) => world.specs.map(() => quantile));
  const runs = new Map(shared.map((each) => [each, world.run(decided(world, each, false))]));
  for (let tier = 0; tier < world.specs.length; tier++) {
    const [best] = [...runs].reduce((one, other) => (isBetter(other[1], one[1], mostCost) ? other : one));
    for (const quantile of quantiles) {
      const each = best.map((one, index) => (index === tier ? quantile : one));
      if (!best.includes(quantile) || best[tier] !== quantile) runs.set(each, world.run(decided(world, each, false)));
    }
  }
  return [...runs.values(), ...tracking].reduce((one, other) => (isBetter(other, one, mostCost) ? other : one));
}

const targets = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
const inCooldownSeconds = 300;
const quantiles = [0.8, 0.95, 0.97, 0.99, 0.9975];

const usual = ({ specs }: TierWorld): Quantiles =>
  specs.map(() => (firstAsking.asking.by === 'window-maximum' ? (firstAsking.asking.quantile ?? 0.97) : 0.97));

function isBetter(one: TierRun, than: TierRun, mostCost: number): boolean {
  const [fits, other] = [one.costRatio <= mostCost, than.costRatio <= mostCost];
  if (fits !== other) return fits;
  return fits ? one.violationPercent < than.violationPercent : one.costRatio < than.costRatio;
}

function decided({ specs, profile, workload }: TierWorld, each: Quantiles, together: boolean): TierScaler {
  const configs = specs.map(({ leadSeconds }, index) => {
    const asking = { by: 'window-maximum', expectile: 0.97, quantile: each[index] ?? null, margin: 0 } as const;
    return candidateOf({ asking, holdSeconds: firstAsking.holdSeconds }, leadSeconds, profile).config;
  });
  return new DecidedTiers(specs, configs, workload.startMs, together);
}

function tracked({ specs, profile }: TierWorld, each: readonly number[]): TierScaler {
  const period = profile.stepSeconds === 20 ? 20 : 60;
  const all = specs.map((_, index) => targetTracking(each[index] as number, inCooldownSeconds, period));
  return { ask: (seen: readonly Seen[]) => all.map((one, index) => one.ask(seen[index] as Seen)) };
}

function cross(lists: readonly (readonly number[])[]): number[][] {
  return lists.reduce<number[][]>((all, list) => all.flatMap((one) => list.map((next) => [...one, next])), [[]]);
}
