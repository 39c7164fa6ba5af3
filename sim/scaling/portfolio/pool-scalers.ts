import type { PooledConfig } from '../../../core/scaling/pool/decide-with-pool.ts';
import { DecidedWithPool } from '../world/decided-with-pool.ts';
import type { Scaler } from '../world/seen.ts';
import type { World } from '../world/world.ts';
import { onDay } from './daily-record.ts';
import { candidatesBesidePool, type PoolCandidate } from './pool-candidates.ts';
import { joinedBesidePool, type PoolInCharge } from './pool-in-charge.ts';
import { Pooled } from './pooled.ts';
import { Shadow } from './shadow.ts';

/** Scalers of candidates in a world that has a pool, each made when it is asked for. */
export function scalersBesidePool(world: World, some: readonly PoolCandidate[]): (() => Scaler)[] {
  const { workload, pool } = world;
  // Shadow runs take leads as they are; where there are some to be learned, only the product itself will do.
  if (!world.hasEvenLeads) return some.map((one) => () => new DecidedWithPool(workload.startMs, () => configsOf(one)));
  const running = new Shadow(world, [...new Set(some.flatMap((one) => one.running ?? []))], pool?.warmLeadSeconds);
  const together = new Shadow(world, [...new Set(some.map((one) => one.together))]);
  return some.map((one) => () => {
    return new Pooled(one.running && running.scaler(one.running), together.scaler(one.together));
  });
}

/** The product beside a pool, as it was chosen night by night. */
export function nightlyBesidePool(world: World, inCharge: readonly PoolInCharge[]): DecidedWithPool {
  const { workload, leadSeconds, profile, pool } = world;
  if (pool === null) throw new RangeError('this world has no pool');
  const all = candidatesBesidePool({ ...pool, leadSeconds }, profile);
  const made = new Map<PoolInCharge, PooledConfig>();
  return new DecidedWithPool(workload.startMs, (atMs) => {
    const now = onDay(inCharge, workload, atMs);
    const config = made.get(now) ?? configsOf(joinedBesidePool(all, now));
    made.set(now, config);
    return config;
  });
}

function configsOf({ running, together }: PoolCandidate): PooledConfig {
  return { running: running?.config ?? null, together: together.config };
}
