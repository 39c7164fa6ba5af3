import type { ReadingInput } from '../../../core/readings/reading-config.ts';
import type { AlbRequestsProps } from './alb-requests.ts';
import { albNamespace, albWitness } from './alb-witness.ts';

/**
 * Requests per second that arrive at a target group which may be empty: those that its targets got, and those that the
 * balancer answered with 503 because there was none. It speaks at zero, so that a scalable with `min: 0` comes back by it.
 *
 * The 503s are counted for the whole balancer (as its `NewConnectionCount` is): use it where this is the only group behind
 * it. The first requests are answered 503, until a target is healthy. Where none may be lost, let a rule forward to a Lambda
 * function while the group is empty, which answers or keeps them, and take the `Invocations` of that function beside
 * `RequestCount` instead: as a part of its own, with the balancer's `ConsumedLCUs` as the witness of both.
 */
export function albArrivals({ loadBalancer, targetGroup }: AlbRequestsProps): ReadingInput {
  const whole = { LoadBalancer: loadBalancer.loadBalancerFullName };
  const group = { ...whole, TargetGroup: targetGroup.targetGroupFullName };
  const witness = albWitness(loadBalancer);
  const count = { kind: 'cloudwatch', namespace: albNamespace, stat: 'Sum', periodSeconds: 60, witness } as const;
  return {
    parts: [
      { ...count, metricName: 'RequestCount', dimensions: group },
      { ...count, metricName: 'HTTPCode_ELB_503_Count', dimensions: whole },
    ],
    scale: 1 / 60,
  };
}
