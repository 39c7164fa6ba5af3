import { Fn } from 'aws-cdk-lib';
import type { BalancerConfig } from '../../core/balancing/config/balance.ts';

/** The ARN of what holds the weights. */
export function balancerArn(balancer: BalancerConfig): string {
  return balancer.kind === 'alb-rule' ? balancer.ruleArn : balancer.listenerArn;
}

/** A load balancer as CloudWatch names it, out of the ARN of its listener or rule, which may be known at deploy time only. */
export function loadBalancerName(balancer: BalancerConfig): string {
  const parts = Fn.split('/', balancerArn(balancer));
  return Fn.join(
    '/',
    [1, 2, 3].map((index) => Fn.select(index, parts)),
  );
}

/** A target group as CloudWatch names it. */
export function targetGroupName(targetGroupArn: string): string {
  return Fn.select(5, Fn.split(':', targetGroupArn));
}
