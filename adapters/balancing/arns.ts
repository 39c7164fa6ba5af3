import type { BalancerConfig } from '../../core/balancing/config/balance.ts';
import { InvalidInput } from '../../core/model/errors.ts';

/** The ARN of what holds the weights. */
export function balancerArn(balancer: BalancerConfig): string {
  return balancer.kind === 'alb-rule' ? balancer.ruleArn : balancer.listenerArn;
}

/** The Region and account that an ARN names. */
export function placeOf(arn: string): { readonly region: string | null; readonly account: string | null } {
  const [, , , region, account] = arn.split(':');
  return { region: region || null, account: account || null };
}

/** The load balancer of a listener or rule: `arn:...:listener/app/shop/50dc6c49/f2f7dc8e` is of `...:loadbalancer/app/shop/50dc6c49`. */
export function loadBalancerArn(balancer: BalancerConfig): string {
  const arn = balancerArn(balancer);
  const at = arn.lastIndexOf(':');
  return `${arn.slice(0, at)}:loadbalancer/${fullNameIn(arn)}`;
}

/** A load balancer as CloudWatch names it, e.g. `app/shop/50dc6c495c0c9188`. */
export function loadBalancerName(balancer: BalancerConfig): string {
  return fullNameIn(balancerArn(balancer));
}

/** A target group as CloudWatch names it, e.g. `targetgroup/blue/6d0ecf831eec9f09`. */
export function targetGroupName(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}

function fullNameIn(arn: string): string {
  const [, name] = /:listener(?:-rule)?\/((?:app|net|gwy)\/[^/]+\/[^/]+)\//.exec(arn) ?? [];
  if (name !== undefined) return name;
  throw new InvalidInput('balancer', 'is not an ARN of a listener or of a rule; copy it as AWS tells it');
}
