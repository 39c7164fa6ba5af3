import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  AuroraCapacityTarget,
  AuroraReadersTarget,
  AutoScalingGroupTarget,
  CustomLambdaTarget,
  DynamoDbThroughputTarget,
  EcsServiceTarget,
  ElastiCacheNodeGroupsTarget,
  ElastiCacheReplicasTarget,
  ElastiCacheServerlessTarget,
  KubernetesTarget,
  LambdaConcurrencyTarget,
  LambdaEventSourceTarget,
  LambdaManagedInstancesTarget,
  metricReading,
} from '../../../lib/index.ts';
import type { DeclaredRig } from './declared-rig.ts';

const cpu = { namespace: 'AWS/EC2', metricName: 'CPUUtilization', dimensions: { AutoScalingGroupName: 'web' } };
const ecsCpu = { ...cpu, namespace: 'AWS/ECS', dimensions: { ClusterName: 'shop', ServiceName: 'worker' } };
const policies = [{ kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: 50 } as const];
const floors = [{ kind: 'schedule' as const, timeZone: 'UTC', windows: [{ from: '08:00', to: '18:00', floor: 50 }] }];
const threes = [{ kind: 'schedule' as const, timeZone: 'UTC', windows: [{ from: '08:00', to: '18:00', floor: 3 }] }];
const few = { bounds: { min: 1, max: 5 }, policies: threes };
const reading = ({ dimensions: dimensionsMap, ...metric }: typeof cpu | typeof ecsCpu) =>
  metricReading(new Metric({ ...metric, dimensionsMap, statistic: 'Average', period: Duration.minutes(1) }));

export const rig: DeclaredRig = {
  input: {
    scalables: {
      'shop/web': {
        mode: 'on',
        target: { kind: 'auto-scaling-group', autoScalingGroupName: 'web' },
        bounds: { min: 2, max: 9 },
        leadSeconds: 240,
        readings: { cpu: { parts: [{ kind: 'cloudwatch', ...cpu, stat: 'Average' }] } },
        policies,
      },
      'shop/stock': {
        target: { kind: 'auto-scaling-group', autoScalingGroupName: 'stock' },
        bounds: { min: 1, max: 8 },
        warmPool: { leadSeconds: 45, readyBy: 'image', unit: { instanceType: 'm6i.large', volumeGib: 30 } },
        readings: { cpu: { parts: [{ kind: 'cloudwatch', ...cpu, stat: 'Average' }] } },
        policies,
      },
      'shop/worker': {
        target: {
          kind: 'ecs-service',
          cluster: 'shop',
          serviceName: 'worker',
          containerInsights: true,
          narrowedTo: { family: 'worker' },
        },
        bounds: { min: 1, max: 4 },
        readings: { cpu: { parts: [{ kind: 'cloudwatch', ...ecsCpu, stat: 'Average' }] } },
        policies,
        shiftedBy: 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188',
      },
      'shop/api': {
        target: { kind: 'kubernetes-workload', cluster: 'shop', namespace: 'shop', name: 'api', accessEntry: true },
        bounds: { min: 1, max: 40 },
        readings: { cpu: { parts: [{ kind: 'cloudwatch', ...cpu, stat: 'Average' }] } },
        policies,
      },
      'shop/orders': {
        target: { kind: 'dynamodb-throughput', tableName: 'orders', throughput: 'ReadCapacityUnits' },
        bounds: { min: 5, max: 400 },
        policies: floors,
      },
      'shop/checkout': {
        target: { kind: 'lambda-concurrency', functionName: 'checkout', aliasName: 'live' },
        bounds: { min: 5, max: 400 },
        policies: floors,
      },
      'shop/printers': {
        target: { kind: 'custom-lambda', functionName: 'scales', resource: 'printers' },
        bounds: { min: 5, max: 400 },
        policies: floors,
      },
      'shop/mail': {
        target: { kind: 'lambda-event-source', uuid: 'u-1', polling: 'MaximumConcurrency' },
        bounds: { min: 5, max: 400 },
        policies: floors,
      },
      'shop/prices-api': {
        target: { kind: 'lambda-managed-instances', functionName: 'prices-api', qualifier: '7' },
        bounds: { min: 5, max: 400 },
        policies: floors,
      },
      'shop/orders-readers': { target: { kind: 'aurora-readers', dbClusterIdentifier: 'orders' }, ...few },
      'shop/orders-range': {
        target: { kind: 'aurora-capacity', dbClusterIdentifier: 'prices', limit: 'MaxCapacity' },
        ...few,
      },
      'shop/sessions': { target: { kind: 'elasticache-replicas', replicationGroupId: 'sessions' }, ...few },
      'shop/prices': { target: { kind: 'elasticache-node-groups', replicationGroupId: 'prices' }, ...few },
      'shop/baskets': {
        target: { kind: 'elasticache-serverless', serverlessCacheName: 'baskets', limit: 'storage' },
        ...few,
      },
    },
  },
  make(headroom) {
    headroom.scale('shop/web', AutoScalingGroupTarget.fromName('web'), {
      mode: 'on',
      bounds: { min: 2, max: 9 },
      leadSeconds: 240,
      readings: { cpu: reading(cpu) },
      policies,
    });
    headroom.scale('shop/stock', AutoScalingGroupTarget.fromName('stock'), {
      bounds: { min: 1, max: 8 },
      warmPool: { leadSeconds: 45, readyBy: 'image', unit: { instanceType: 'm6i.large', volumeGib: 30 } },
      readings: { cpu: reading(cpu) },
      policies,
    });
    const narrow = { containerInsights: true, narrowedTo: { family: 'worker' } };
    headroom.scale('shop/worker', EcsServiceTarget.fromNames('shop', 'worker', narrow), {
      bounds: { min: 1, max: 4 },
      readings: { cpu: reading(ecsCpu) },
      policies,
      shiftedBy: 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188',
    });
    headroom.scale('shop/api', KubernetesTarget.fromNames('shop', { namespace: 'shop', name: 'api' }), {
      bounds: { min: 1, max: 40 },
      readings: { cpu: reading(cpu) },
      policies,
    });
    const reads = DynamoDbThroughputTarget.fromName('orders', { throughput: 'ReadCapacityUnits' });
    headroom.scale('shop/orders', reads, { bounds: { min: 5, max: 400 }, policies: floors });
    const floored = { bounds: { min: 5, max: 400 }, policies: floors };
    headroom.scale('shop/checkout', LambdaConcurrencyTarget.fromNames('checkout', 'live'), floored);
    headroom.scale('shop/printers', CustomLambdaTarget.fromName('scales', { resource: 'printers' }), floored);
    const mail = LambdaEventSourceTarget.fromUuid('u-1', { polling: 'MaximumConcurrency' });
    headroom.scale('shop/mail', mail, floored);
    headroom.scale('shop/prices-api', LambdaManagedInstancesTarget.fromName('prices-api', { qualifier: '7' }), floored);
    headroom.scale('shop/orders-readers', new AuroraReadersTarget({ dbClusterIdentifier: 'orders' }), few);
    const range = new AuroraCapacityTarget({ dbClusterIdentifier: 'prices' }, { limit: 'MaxCapacity' });
    headroom.scale('shop/orders-range', range, few);
    headroom.scale('shop/sessions', new ElastiCacheReplicasTarget({ replicationGroupId: 'sessions' }), few);
    headroom.scale('shop/prices', new ElastiCacheNodeGroupsTarget({ replicationGroupId: 'prices' }), few);
    const baskets = new ElastiCacheServerlessTarget({ serverlessCacheName: 'baskets' }, { limit: 'storage' });
    headroom.scale('shop/baskets', baskets, few);
  },
};
