import type { PolicyConfig } from '../config/policy-kinds.ts';
import type { Sizes } from '../config/sizes.ts';
import type { DecidingConfig } from '../deciding-config.ts';
import type { KeptSize } from './kept-size.ts';
import type { SizeTold } from './size-told.ts';

/**
 * What one unit serves beside one of the configured size. While units of two sizes run, or are about to, the smaller counts
 * for all: what is asked for is then never too little. 1 where no size is known.
 */
export function factorOf(
  { ladder, configured }: Sizes,
  told: SizeTold | null,
  { preparing, changing }: KeptSize,
): number {
  const serves = (name: string | null | undefined) => ladder.find(({ size }) => size === name)?.serves ?? null;
  const step = changing ?? preparing;
  const names = [...Object.keys(told?.serving ?? {}), told?.next, step?.from, step?.to];
  const known = names.map(serves).filter((one) => one !== null);
  const own = serves(configured);
  return known.length === 0 || own === null ? 1 : Math.min(...known) / own;
}

/** A config whose policies reckon with units that serve so many times as much as the configured size. */
export function atSize(config: DecidingConfig, factor: number): DecidingConfig {
  return factor === 1 ? config : { ...config, policies: config.policies.map((policy) => times(policy, factor)) };
}

/** What is said of one unit is multiplied; what is a share, or of all of them, holds for every size. */
function times(policy: PolicyConfig, factor: number): PolicyConfig {
  switch (policy.kind) {
    case 'target-tracking':
      return policy.of === 'demand' ? { ...policy, target: policy.target * factor } : policy;
    case 'backlog':
      return { ...policy, processingSeconds: policy.processingSeconds / factor };
    case 'provisioner':
    case 'tuned':
      return policy.unitPerSecond === null ? policy : { ...policy, unitPerSecond: policy.unitPerSecond * factor };
    default:
      return policy;
  }
}
