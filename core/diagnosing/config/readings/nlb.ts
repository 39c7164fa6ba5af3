import * as z from 'zod/mini';
import { meanOf, perSecond } from '../metrics.ts';
import type { ReadingsKindOf } from '../tier-measures.ts';
import { fullName } from './full-name.ts';

const schema = z.strictObject({
  /** The load balancer, by the last part of its ARN. */
  loadBalancer: fullName(/^net\/[^/]+\/[0-9a-f]+$/, 'net/shop/50dc6c495c0c9188'),
});

/**
 * A Network Load Balancer: flows and what is open. A flow is a request where each has a connection of its own, and not where
 * clients keep theirs. https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
 */
export const nlb = {
  schema,
  is: 'compute',
  measures({ loadBalancer: LoadBalancer }, periodSeconds) {
    const of = { namespace: 'AWS/NetworkELB', dimensions: { LoadBalancer }, periodSeconds };
    return {
      throughput: perSecond(of, 'NewFlowCount'),
      concurrency: meanOf(of, 'ActiveFlowCount', 'count'),
      errors: perSecond(of, 'TCP_Target_Reset_Count'),
    };
  },
} as const satisfies ReadingsKindOf<typeof schema>;
