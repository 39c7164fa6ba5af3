import type { Instance } from '@aws-sdk/client-auto-scaling';
import { capacityOfGroup } from '../../../adapters/scaling/targets/auto-scaling-group/capacity-of.ts';
import { capacityOfService } from '../../../adapters/scaling/targets/ecs-service/capacity-of.ts';
import type { Capacity } from '../../../core/scaling/observation.ts';
import type { Now } from '../../../sim/scaling/situations/situation.ts';

/** A service as DescribeServices tells it. */
export function service({ asked, fleet: { running, told } }: Now): Capacity {
  const primary = { status: 'PRIMARY', rolloutState: told ? 'IN_PROGRESS' : 'COMPLETED' } as const;
  const deployments = told ? [primary, { status: 'ACTIVE' }] : [primary];
  const counts = { desiredCount: asked, runningCount: running, pendingCount: Math.max(0, asked - running) };
  return capacityOfService('the service', { service: { status: 'ACTIVE', ...counts, deployments } });
}

interface Group {
  readonly type: string;
  readonly weight: number;
  readonly max: number;
  readonly zones: readonly string[];
}

const plain: Group = { type: 'units', weight: 1, max: 400, zones: ['eu-central-1a'] };

/** A group as DescribeAutoScalingGroups tells it, of instances that weigh alike and lie in its zones in turn. */
export function group({ asked, fleet: { running } }: Now, more: Partial<Group> = {}): Capacity {
  const { type, weight, max, zones } = { ...plain, ...more };
  const instance = (index: number): Instance => ({
    InstanceId: `i-${index}`,
    AvailabilityZone: zones[index % zones.length],
    AvailabilityZoneId: `${zones[index % zones.length]}-id`,
    LifecycleState: 'InService',
    HealthStatus: 'Healthy',
    ProtectedFromScaleIn: false,
    ...(weight > 1 && { WeightedCapacity: String(weight) }),
  });
  return capacityOfGroup({
    AutoScalingGroupName: 'web',
    MinSize: 1,
    MaxSize: max,
    DesiredCapacity: asked,
    DesiredCapacityType: type,
    DefaultCooldown: 300,
    AvailabilityZones: [...zones],
    HealthCheckType: 'EC2',
    CreatedTime: new Date(0),
    Instances: Array.from({ length: Math.ceil(running / weight) }, (_, index) => instance(index)),
  });
}
