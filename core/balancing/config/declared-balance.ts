import type { Own, Section } from '../../schema/section.ts';
import { type BalanceConfig, type BalanceInput, balanceSchema } from './balance.ts';
import { parseBalance } from './parse-balance.ts';

/** A balance as it is deployed: all that it touches is named in its config. */
export interface DeclaredBalance {
  readonly config: BalanceConfig;
}

export const balances: Section<BalanceInput, DeclaredBalance> = {
  parse: (balance, input) => ({ config: parseBalance(balance, input) }),
  written: () => balanceSchema,
  own,
  tell: ({ config: { mode, groups } }) => `${mode}, among ${Object.keys(groups).join(', ')}`,
  names: ({ config: { groups } }) =>
    Object.entries(groups).flatMap(([group, { scalable }]) =>
      scalable === null ? [] : [{ field: `groups.${group}.scalable`, section: 'scalables', name: scalable }],
    ),
};

/** What a balance has to itself: the weights, and where it reserves capacity, the load balancer's. */
function own({ config: { balance, balancer, reservation } }: DeclaredBalance): readonly Own[] {
  const arn = balancer.kind === 'alb-rule' ? balancer.ruleArn : balancer.listenerArn;
  const weights = { field: 'balancer', who: balance, place: arn, does: `set the weights of ${arn}` };
  if (reservation === null) return [weights];
  const loadBalancer = arn.split('/').slice(1, 4).join('/');
  const does = `reserve capacity of ${loadBalancer}`;
  return [weights, { field: 'reservation', who: balance, place: `capacity of ${loadBalancer}`, does }];
}
