import type { ApplicationLoadBalancer, ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ReadingInput } from '../../../core/readings/reading-config.ts';

/** Only their full names are needed, as in `app/web/50dc6c495c0c9188` and `targetgroup/web/73e2d6bc24d8a067`. */
export interface AlbRequestsProps {
  readonly loadBalancer: Pick<ApplicationLoadBalancer, 'loadBalancerFullName'>;
  readonly targetGroup: Pick<ApplicationTargetGroup, 'targetGroupFullName'>;
}

/**
 * Requests per second that an Application Load Balancer sends to a target group. It is not reported while there are none;
 * the count of healthy hosts is, and tells zero from missing.
 */
export function albRequests({ loadBalancer, targetGroup }: AlbRequestsProps): ReadingInput {
  const dimensions = { LoadBalancer: loadBalancer.loadBalancerFullName, TargetGroup: targetGroup.targetGroupFullName };
  const namespace = 'AWS/ApplicationELB';
  const witness = { namespace, metricName: 'HealthyHostCount', dimensions, stat: 'Average' };
  const requests = { kind: 'cloudwatch', namespace, dimensions, stat: 'Sum', periodSeconds: 60, witness } as const;
  return {
    parts: [{ ...requests, metricName: 'RequestCount' }],
    scale: 1 / 60,
    perUnit: { ...requests, metricName: 'RequestCountPerTarget' },
  };
}
