import type { DeclaredBalance } from '../../core/balancing/config/declared-balance.ts';
import type { BalancedGroup, BalanceProps, ListenerOrRule } from './balance-settings.ts';

/** What a config file says of a balance, as `headroom.balance` takes it. */
export function balanceProps({ config }: DeclaredBalance): [ListenerOrRule, BalanceProps] {
  const { balance: name, schema: _, balancer, groups, ...settings } = config;
  const by =
    balancer.kind === 'alb-rule' ? { listenerRuleArn: balancer.ruleArn } : { listenerArn: balancer.listenerArn };
  const named = Object.entries(groups).map(([group, { targetGroupArn, zone, scalable, ...more }]) => {
    const rest = { ...more, ...(zone !== null && { zone }), ...(scalable !== null && { scalable }) };
    return [group, { ...rest, targetGroup: { targetGroupArn } } satisfies BalancedGroup] as const;
  });
  return [by, { ...settings, name, groups: Object.fromEntries(named) }];
}
