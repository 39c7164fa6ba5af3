import type { Fleet } from '../../../../core/scaling/fleets/fleet.ts';

/** An Auto Scaling group behind a load balancer, and what is different of it. */
export function aFleet(different: Partial<Fleet> = {}): Fleet {
  const dimensions = { AutoScalingGroupName: 'web' };
  return {
    name: 'web',
    told: 'the Auto Scaling group "web"',
    target: { kind: 'auto-scaling-group', autoScalingGroupName: 'web' },
    bounds: { min: 2, max: 20 },
    asked: 4,
    running: 4,
    scaledBy: [],
    loads: [{ loadBalancer: 'app/shop/1', targetGroup: 'targetgroup/web/1' }],
    busy: { namespace: 'AWS/EC2', metricName: 'CPUUtilization', dimensions },
    counted: { namespace: 'AWS/AutoScaling', metricName: 'GroupInServiceInstances', dimensions },
    countedBy: null,
    unit: 'm6i.large',
    usdPerUnitHour: 0.096,
    ...different,
  };
}
