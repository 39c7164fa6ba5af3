import { type Choice, firstAsking, firstPoolAsking } from './config/choice.ts';
import type { Ways } from './config/policies/any-kind/ways.ts';
import type { PolicyConfig } from './config/policy-kinds.ts';
import type { ScalableConfig } from './config/scalable.ts';

type Asking = Pick<Choice, 'asking' | 'holdSeconds' | 'others' | 'pool' | 'size'>;

/** Whether a night's choice has a say in this config. */
export function isTuned({ policies }: Pick<ScalableConfig, 'policies'>): boolean {
  return policies.some(({ kind }) => kind === 'tuned');
}

/**
 * The config that is decided by: each tuned policy is the provisioner that was chosen, the safe first one where nothing is
 * chosen yet. What is chosen holds by itself, as it did in the backtest, so the scalable's own hold is left out.
 * Why: docs/decisions/0011.
 */
export function withChoice(config: ScalableConfig, choice: Asking | null): ScalableConfig {
  if (!isTuned(config)) return config;
  const policies = config.policies.map((policy) => {
    return policy.kind === 'tuned' ? provisionerOf(policy, choice ?? firstAsking) : policy;
  });
  const size = config.sizes === undefined ? undefined : choice?.size;
  const scaleIn = { ...config.scaleIn, holdSeconds: 0 };
  const tuned = { ...config, policies, scaleIn, ...(size !== undefined && { sizeChoice: size }) };
  // A choice of before there was a pool says nothing of it.
  return config.warmPool === undefined
    ? tuned
    : { ...tuned, poolAsking: choice?.pool === undefined ? firstPoolAsking : choice.pool };
}

/** A tuned policy as the provisioner that it is for now. */
export function provisionerOf(
  policy: PolicyConfig<'tuned'>,
  { asking, holdSeconds, others }: Ways,
): PolicyConfig<'provisioner'> {
  return { ...policy, kind: 'provisioner', asking, holdSeconds, ...(others && { others }) };
}
