import type { PoolSeen } from './pool-seen.ts';

/**
 * Units to run where `wanted` are right by the warm lead: a pool that is empty starts cold, so more is asked for only as far
 * as units stand ready. What runs is never taken away for that.
 */
export function drawn(wanted: number, asked: number, { ready }: PoolSeen): number {
  return wanted <= asked ? wanted : asked + Math.min(wanted - asked, Math.max(0, ready));
}
