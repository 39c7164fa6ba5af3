import {
  DescribeTargetGroupsCommand,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { FleetLoad } from '../../../core/scaling/fleets/fleet.ts';
import { allPages } from '../../aws/all-pages.ts';

/**
 * What stands before target groups, by their ARNs: Application Load Balancers, whose requests CloudWatch counts by target
 * group. Other balancers count flows, which tell no demand, and are left out.
 */
export async function loadsByTargetGroup(
  client: Pick<ElasticLoadBalancingV2Client, 'send'>,
): Promise<ReadonlyMap<string, readonly FleetLoad[]>> {
  const groups = await allPages(async (Marker) => {
    const told = await client.send(new DescribeTargetGroupsCommand({ PageSize: 400, Marker }));
    return { items: told.TargetGroups, next: told.NextMarker };
  });
  return new Map(
    groups.map(({ TargetGroupArn = '', LoadBalancerArns = [] }) => {
      const loads = [...new Set(LoadBalancerArns)].flatMap((arn) => loadOf(TargetGroupArn, arn));
      return [TargetGroupArn, loads] as const;
    }),
  );
}

function loadOf(targetGroupArn: string, loadBalancerArn: string): FleetLoad[] {
  const loadBalancer = /:loadbalancer\/(app\/.+)$/.exec(loadBalancerArn)?.[1];
  const targetGroup = /:(targetgroup\/.+)$/.exec(targetGroupArn)?.[1];
  return loadBalancer === undefined || targetGroup === undefined ? [] : [{ loadBalancer, targetGroup }];
}
