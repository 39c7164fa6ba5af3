import type { ApplicationLoadBalancer, ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ReadingInput } from '../../../core/readings/reading-config.ts';
import { type DelayOptions, delayOf } from '../delay-of.ts';
import { albNamespace, albWitness } from './alb-witness.ts';

/** Only their full names are needed, as in `app/web/50dc6c495c0c9188` and `targetgroup/web/73e2d6bc24d8a067`. */
export interface AlbRequestsProps extends DelayOptions {
  readonly loadBalancer: Pick<ApplicationLoadBalancer, 'loadBalancerFullName'>;
  readonly targetGroup: Pick<ApplicationTargetGroup, 'targetGroupFullName'>;
}

/**
 * Requests per second that an Application Load Balancer sends to a target group. They are not reported while there are none;
 * the capacity that the balancer consumes always is, and tells zero from missing. They count what reached a target: where
 * the group is empty they stay at zero whatever arrives, so that no scalable may go down to zero by them alone; see
 * `albArrivals`.
 */
export function albRequests({ loadBalancer, targetGroup, ...options }: AlbRequestsProps): ReadingInput {
  const dimensions = { LoadBalancer: loadBalancer.loadBalancerFullName, TargetGroup: targetGroup.targetGroupFullName };
  const witness = albWitness(loadBalancer);
  const requests = {
    kind: 'cloudwatch',
    namespace: albNamespace,
    dimensions,
    stat: 'Sum',
    periodSeconds: 60,
    witness,
    ...delayOf(options),
  } as const;
  return {
    parts: [{ ...requests, metricName: 'RequestCount' }],
    scale: 1 / 60,
    perUnit: { ...requests, metricName: 'RequestCountPerTarget' },
  };
}
