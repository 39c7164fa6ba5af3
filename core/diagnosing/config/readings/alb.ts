import * as z from 'zod/mini';
import { meanOf, perSecond, together } from '../metrics.ts';
import type { ReadingsKindOf } from '../tier-measures.ts';
import { fullName } from './full-name.ts';

const schema = z.strictObject({
  /** The load balancer, by the last part of its ARN. */
  loadBalancer: fullName(/^app\/[^/]+\/[0-9a-f]+$/, 'app/shop/50dc6c495c0c9188'),
  /** The target group, by the last part of its ARN. */
  targetGroup: fullName(/^targetgroup\/[^/]+\/[0-9a-f]+$/, 'targetgroup/web/73e2d6bc24d8a067'),
  /** Whether other target groups are behind it too, so that what it answers itself is not of this one alone. */
  shared: z._default(z.boolean(), false),
});

/**
 * A target group behind an Application Load Balancer: requests, what fails, and how long targets take to begin their answer.
 * What fails is what clients see fail: what targets answer with 5xx, and what the load balancer does (502 to 504: nobody is
 * there, or answers in time). That is told of the load balancer alone; where it is shared, connections that targets refuse stand
 * for it.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export const alb = {
  schema,
  is: 'compute',
  measures({ loadBalancer: LoadBalancer, targetGroup: TargetGroup, shared }, periodSeconds) {
    const of = { namespace: 'AWS/ApplicationELB', dimensions: { LoadBalancer, TargetGroup }, periodSeconds };
    const counted = { ...of, witness: { metricName: 'ConsumedLCUs', stat: 'Sum', dimensions: { LoadBalancer } } };
    return {
      throughput: perSecond(counted, 'RequestCount'),
      latency: meanOf(of, 'TargetResponseTime', 'seconds'),
      errors: shared
        ? perSecond(counted, 'HTTPCode_Target_5XX_Count', 'TargetConnectionErrorCount')
        : together(
            perSecond(counted, 'HTTPCode_Target_5XX_Count'),
            perSecond({ ...counted, dimensions: { LoadBalancer } }, 'HTTPCode_ELB_5XX_Count'),
          ),
    };
  },
} as const satisfies ReadingsKindOf<typeof schema>;
