import * as z from 'zod/mini';
import { meanOf, perSecond } from '../metrics.ts';
import type { ReadingsKindOf } from '../tier-measures.ts';
import { fullName } from './full-name.ts';

const schema = z.strictObject({
  /** The load balancer, by the last part of its ARN. */
  loadBalancer: fullName(/^app\/[^/]+\/[0-9a-f]+$/, 'app/shop/50dc6c495c0c9188'),
  /** The target group, by the last part of its ARN. */
  targetGroup: fullName(/^targetgroup\/[^/]+\/[0-9a-f]+$/, 'targetgroup/web/73e2d6bc24d8a067'),
});

/**
 * A target group behind an Application Load Balancer: requests, what fails, and how long targets take to begin their answer.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export const alb = {
  schema,
  is: 'compute',
  measures({ loadBalancer: LoadBalancer, targetGroup: TargetGroup }, periodSeconds) {
    const of = { namespace: 'AWS/ApplicationELB', dimensions: { LoadBalancer, TargetGroup }, periodSeconds };
    const counted = { ...of, witness: { metricName: 'ConsumedLCUs', stat: 'Sum', dimensions: { LoadBalancer } } };
    return {
      throughput: perSecond(counted, 'RequestCount'),
      latency: meanOf(of, 'TargetResponseTime', 'seconds'),
      errors: perSecond(counted, 'HTTPCode_Target_5XX_Count', 'TargetConnectionErrorCount'),
    };
  },
} as const satisfies ReadingsKindOf<typeof schema>;
