import { becauseOf } from '../because-of.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Because } from '../model/reason.ts';
import { tell } from '../model/reason.ts';
import type { Term } from '../ports.ts';
import type { TargetConfig } from './config/target-kinds.ts';
import type { Desired } from './desired.ts';
import type { Observation } from './observation.ts';
import { isSameSet, type PoolSet } from './pool/pool-set.ts';
import { isUnknown } from './pool/pool-told.ts';
import type { ScalingWorld } from './ports.ts';
import { isSizeKnown } from './sizing/size-told.ts';
import { targetOf } from './target-of.ts';

/**
 * Asks for a change: first for what is to run, since that is what serves, then for the pool. Each leaves the other as it is:
 * of the pool nothing that runs is taken, and where only the first is done the next look finds the second missing.
 */
export async function act(
  world: ScalingWorld,
  observation: Observation,
  change: Desired,
  term: Term,
): Promise<Outcome> {
  const scalable = await world.settings.scalable(observation.subject);
  const { target: config } = scalable;
  const target = targetOf(world, scalable);
  if (change.release !== undefined) {
    return (await target.putBack?.(config, change.release, term)) ?? { is: 'unchanged', because: null };
  }
  const because = voidBecause(observation, change);
  if (because !== null) return { is: 'refused', because };
  const set = setFor(observation, change);
  if (change.size !== undefined) return setSize(target, config, observation, change, term);
  if (change.units === observation.capacity.asked && set !== undefined) return setPool(target, config, set, term);
  const done = await target.setCapacity(config, { units: change.units }, term);
  if (done.is !== 'applied' || set === undefined) return done;
  return besides(change, await setPool(target, config, set, term));
}

/** Why asking would change nothing, e.g. a suspended process; null where it would. */
function voidBecause({ capacity }: Observation, { units, prepared, putBack, size }: Desired): Because | null {
  const isOfMore = prepared !== undefined || putBack !== undefined || size !== undefined;
  if (units === capacity.asked && isOfMore) return null;
  return units > capacity.asked ? capacity.voidOutBecause : capacity.voidInBecause;
}

/** How the pool is to be set; undefined where it is as it should be. */
function setFor({ pool, config }: Observation, { prepared, putBack }: Desired): PoolSet | null | undefined {
  const now = pool === undefined || isUnknown(pool) ? undefined : pool.set;
  const wanted = putBack === undefined ? asOurs(config.warmPool?.poolState, prepared) : putBack;
  return wanted === undefined || (now !== undefined && isSameSet(now, wanted)) ? undefined : wanted;
}

function asOurs(poolState: PoolSet['poolState'] | undefined, prepared: number | undefined): PoolSet | undefined {
  if (prepared === undefined || poolState === undefined) return undefined;
  return { minSize: 0, prepared, poolState, reuseOnScaleIn: true };
}

async function setPool(
  target: ScalingWorld['target'],
  config: TargetConfig,
  set: PoolSet | null,
  term: Term,
): Promise<Outcome> {
  if (target.setPool === undefined) return { is: 'refused', because: { says: 'targets of this kind have no pool' } };
  return target.setPool(config, set, term).catch((error: unknown) => ({ is: 'failed', because: becauseOf(error) }));
}

/** First as many as are to run, so that the change begins with enough; where that is not done, the size is left. */
async function setSize(
  target: ScalingWorld['target'],
  config: TargetConfig,
  { capacity, config: { sizes }, memory, size: told }: Observation,
  { units, size }: Desired,
  term: Term,
): Promise<Outcome> {
  const from = memory.kept?.size?.now ?? null;
  if (target.setSize === undefined || sizes === undefined || size === undefined) {
    return { is: 'refused', because: { says: 'units of this kind have no size that could be changed' } };
  }
  if (units !== capacity.asked) {
    const done = await target.setCapacity(config, { units }, term);
    // What is brought on call by call takes none beside units that come; the next look makes it.
    if (done.is !== 'applied' || (isSizeKnown(told) && told.rollout !== undefined)) return done;
  }
  const { canaryPercent, watchSeconds } = sizes;
  const change = { from, to: size, canaryPercent, watchSeconds };
  return target.setSize(config, change, term).catch((error: unknown) => ({ is: 'failed', because: becauseOf(error) }));
}

/** What runs is asked for; what became of the pool is what is left to tell. */
function besides({ units }: Desired, pool: Outcome): Outcome {
  if (pool.is === 'applied') return pool;
  const why = pool.because === null ? pool.is : tell(pool.because);
  return { ...pool, because: { says: '{units} units are asked for, and the pool is not set: {why}', units, why } };
}
