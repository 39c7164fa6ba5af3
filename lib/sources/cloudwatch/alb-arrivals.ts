import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ReadingInput } from '../../../core/readings/reading-config.ts';
import { delayOf } from '../delay-of.ts';
import type { AlbRequestsProps } from './alb-requests.ts';
import { albNamespace, albWitness } from './alb-witness.ts';

export interface AlbArrivalsProps extends AlbRequestsProps {
  /**
   * The function to which a rule forwards while the group is empty, and which answers or keeps what arrives then.
   * @default - none: the balancer answers with 503
   */
  readonly standIn?: Pick<IFunction, 'functionName'>;
}

/**
 * Requests per second that arrive at a target group which may be empty: those that its targets got, and those that found
 * none. It speaks at zero, so that a scalable with `min: 0` comes back by it.
 *
 * Those that found none were answered 503 by the balancer. AWS counts them for the whole balancer (as it does new
 * connections): use it where this is the only group behind it. And the first requests are lost, until a target is healthy.
 * Where none may be, let a rule forward to a Lambda function while the group is empty and name it as `standIn`: its
 * invocations are counted in place of the 503s, so that other groups may be behind the balancer too.
 */
export function albArrivals({ loadBalancer, targetGroup, standIn, ...options }: AlbArrivalsProps): ReadingInput {
  const whole = { LoadBalancer: loadBalancer.loadBalancerFullName };
  const group = { ...whole, TargetGroup: targetGroup.targetGroupFullName };
  const witness = albWitness(loadBalancer);
  const own = { namespace: albNamespace, stat: 'Sum', periodSeconds: 60, witness, ...delayOf(options) } as const;
  const count = { kind: 'cloudwatch', ...own } as const;
  const refused = { ...count, metricName: 'HTTPCode_ELB_503_Count', dimensions: whole };
  return {
    parts: [
      { ...count, metricName: 'RequestCount', dimensions: group },
      standIn === undefined ? refused : { ...count, ...invocationsOf(standIn) },
    ],
    scale: 1 / 60,
  };
}

function invocationsOf({ functionName }: Pick<IFunction, 'functionName'>) {
  return { namespace: 'AWS/Lambda', metricName: 'Invocations', dimensions: { FunctionName: functionName } };
}
