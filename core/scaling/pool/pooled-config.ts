import type { PoolAsking } from '../config/choice.ts';
import type { PolicyConfig } from '../config/policy-kinds.ts';
import type { WarmPool } from '../config/warm-pool.ts';
import type { DecidingConfig } from '../deciding-config.ts';
import type { PooledConfig } from './decide-with-pool.ts';

/** Whether Headroom is to set the pool of a scalable, as far as its mode lets it act. */
export function keepsPool({ mode, warmPool }: DecidingConfig): boolean {
  return warmPool !== undefined && warmPool.mode === 'on' && mode !== 'off';
}

/** A scalable as both decide on it. `isPaying` is false where nothing is to stand prepared. */
export function pooledConfig(config: DecidingConfig, warmPool: WarmPool, isPaying: boolean): Required<PooledConfig> {
  const running = isPaying ? runningConfig(config, warmPool) : null;
  return { running, together: isPaying ? togetherConfig(config, warmPool) : aloneConfig(config) };
}

/** What runs is decided by the lead from the pool. */
export function runningConfig(config: DecidingConfig, { leadSeconds }: WarmPool): DecidingConfig {
  return { ...config, leadSeconds };
}

/** Where nothing stands prepared all goes by the long lead, as without a pool. */
function aloneConfig(config: DecidingConfig): DecidingConfig {
  return { ...config, coexist: true };
}

function togetherConfig(config: DecidingConfig, { max, holdSeconds }: WarmPool): DecidingConfig {
  const { poolAsking, bounds, scaleIn } = config;
  // Whoever else scales the target is found by the decision on what runs, and told once.
  const limited = { ...config, coexist: true, bounds: { ...bounds, max: max ?? bounds.max } };
  // What a night has chosen holds by itself.
  if (poolAsking !== undefined && poolAsking !== null) {
    return { ...limited, policies: limited.policies.map((policy) => asking(policy, poolAsking)) };
  }
  return { ...limited, scaleIn: { ...scaleIn, holdSeconds: Math.max(holdSeconds, scaleIn.holdSeconds) } };
}

function asking(policy: PolicyConfig, asks: PoolAsking): PolicyConfig {
  if (policy.kind !== 'provisioner') return policy;
  const { others: _, ...one } = policy;
  return { ...one, ...asks };
}
