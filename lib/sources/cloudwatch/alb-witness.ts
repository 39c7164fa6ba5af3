import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';

/** AWS's namespace of its Application Load Balancers. */
export const albNamespace = 'AWS/ApplicationELB';

/** What a balancer reports each minute, whether or not anything arrives or is registered. */
export function albWitness({ loadBalancerFullName }: Pick<ApplicationLoadBalancer, 'loadBalancerFullName'>) {
  const dimensions = { LoadBalancer: loadBalancerFullName };
  return { namespace: albNamespace, metricName: 'ConsumedLCUs', dimensions, stat: 'Sum' };
}
