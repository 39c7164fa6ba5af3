import { Stack } from 'aws-cdk-lib';
import { AutoScalingGroup, type AutoScalingGroupProps } from 'aws-cdk-lib/aws-autoscaling';
import { InstanceType, LaunchTemplate, MachineImage, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  Cluster,
  ContainerImage,
  FargateService,
  type FargateServiceProps,
  FargateTaskDefinition,
} from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import type { ScaleProps } from '../../../lib/index.ts';

/** A group in a stack, without a desired capacity. */
export function aGroup(scope: Construct, props: Partial<AutoScalingGroupProps> = {}): AutoScalingGroup {
  return new AutoScalingGroup(scope, 'Group', {
    vpc: aVpc(scope),
    launchTemplate: new LaunchTemplate(scope, 'LaunchTemplate', {
      instanceType: new InstanceType('t4g.small'),
      machineImage: MachineImage.fromSsmParameter('/images/web'),
    }),
    minCapacity: 1,
    maxCapacity: 10,
    ...props,
  });
}

/** A service in a stack, without a desired count. */
export function aService(scope: Construct, props: Partial<FargateServiceProps> = {}): FargateService {
  const taskDefinition = new FargateTaskDefinition(scope, 'Task');
  taskDefinition.addContainer('worker', { image: ContainerImage.fromRegistry('worker') });
  const cluster = new Cluster(scope, 'Cluster', { vpc: aVpc(scope) });
  return new FargateService(scope, 'Service', {
    cluster,
    taskDefinition,
    minHealthyPercent: 100,
    circuitBreaker: { enable: true },
    ...props,
  });
}

/** Settings that scale something by the requests of a load balancer that the app only knows by name. */
export function settings(over: Partial<ScaleProps> = {}): ScaleProps {
  return {
    bounds: { min: 1, max: 10 },
    readings: {
      cpu: { parts: [{ kind: 'cloudwatch', namespace: 'AWS/EC2', metricName: 'CPUUtilization', stat: 'Average' }] },
    },
    policies: [{ kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: 50 }],
    ...over,
  };
}

export function aVpc(scope: Construct) {
  return Vpc.fromVpcAttributes(Stack.of(scope), 'Vpc', {
    vpcId: 'vpc-1',
    availabilityZones: ['a', 'b'],
    privateSubnetIds: ['subnet-1', 'subnet-2'],
    privateSubnetRouteTableIds: ['rtb-1', 'rtb-2'],
  });
}
