import {
  DescribeCapacityReservationCommand,
  type DescribeCapacityReservationOutput,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ReservationSeen } from '../../core/balancing/observation.ts';

/** What is reserved of a load balancer. */
export async function readReservation(
  client: Pick<ElasticLoadBalancingV2Client, 'send'>,
  LoadBalancerArn: string,
  abortSignal: AbortSignal,
): Promise<Omit<ReservationSeen, 'peakUnits'>> {
  const output = await client.send(new DescribeCapacityReservationCommand({ LoadBalancerArn }), { abortSignal });
  return {
    units: output.MinimumLoadBalancerCapacity?.CapacityUnits ?? 0,
    pending: isPending(output),
    decreasesLeft: output.DecreaseRequestsRemaining ?? 0,
    failedBecause: failedBecause(output),
  };
}

/**
 * A change is taken once the one before is provisioned or has failed
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/request-capacity-unit-reservation.html).
 */
function isPending({ CapacityReservationState = [] }: DescribeCapacityReservationOutput): boolean {
  return CapacityReservationState.some(({ State }) => State?.Code === 'pending' || State?.Code === 'rebalancing');
}

function failedBecause({ CapacityReservationState = [] }: DescribeCapacityReservationOutput): string | null {
  const failed = CapacityReservationState.find(({ State }) => State?.Code === 'failed');
  return failed === undefined ? null : (failed.State?.Reason ?? 'AWS does not say why');
}
