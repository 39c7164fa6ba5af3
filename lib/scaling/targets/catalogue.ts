import type { TargetOptions } from '../../../core/scaling/config/declared-scalable.ts';
import type { TargetConfig, TargetKind } from '../../../core/scaling/config/target-kinds.ts';
import { AuroraCapacityTarget } from './aurora-capacity/aurora-capacity.ts';
import { AuroraReadersTarget } from './aurora-readers/aurora-readers.ts';
import { AutoScalingGroupTarget } from './auto-scaling-group/auto-scaling-group.ts';
import { CustomLambdaTarget } from './custom-lambda/custom-lambda.ts';
import { DynamoDbThroughputTarget } from './dynamodb-throughput/dynamodb-throughput.ts';
import { EcsServiceTarget } from './ecs-service/ecs-service.ts';
import { ElastiCacheNodeGroupsTarget } from './elasticache-node-groups/elasticache-node-groups.ts';
import { ElastiCacheReplicasTarget } from './elasticache-replicas/elasticache-replicas.ts';
import { ElastiCacheServerlessTarget } from './elasticache-serverless/elasticache-serverless.ts';
import { KubernetesTarget } from './kubernetes-workload/kubernetes-workload.ts';
import { LambdaConcurrencyTarget } from './lambda-concurrency/lambda-concurrency.ts';
import { LambdaEventSourceTarget } from './lambda-event-source/lambda-event-source.ts';
import { LambdaManagedInstancesTarget } from './lambda-managed-instances/lambda-managed-instances.ts';
import type { ScalingTarget } from './scaling-target.ts';

/** Every kind of target, made from a config that names it. What was parsed is what is bound: nothing is left out. */
const targets: {
  readonly [K in TargetKind]: (config: TargetConfig<K>, options: TargetOptions<K>) => ScalingTarget;
} = {
  'auto-scaling-group': (config, options) => new AutoScalingGroupTarget(config, options),
  'ecs-service': ({ cluster: clusterName, ...config }, options) =>
    new EcsServiceTarget({ ...config, clusterName }, options),
  'elasticache-node-groups': (config) => new ElastiCacheNodeGroupsTarget(config),
  'elasticache-replicas': (config) => new ElastiCacheReplicasTarget(config),
  'elasticache-serverless': ({ limit, ...config }) => new ElastiCacheServerlessTarget(config, { limit }),
  'dynamodb-throughput': ({ throughput, indexName, ...table }) =>
    new DynamoDbThroughputTarget(table, { throughput, indexName }),
  'kubernetes-workload': ({ kind: _, ...config }, options) => new KubernetesTarget(config, options),
  'lambda-concurrency': (config) => new LambdaConcurrencyTarget(config),
  'lambda-event-source': ({ polling, ...source }) => new LambdaEventSourceTarget(source, { polling }),
  'lambda-managed-instances': ({ qualifier, ...of }) => new LambdaManagedInstancesTarget(of, { qualifier }),
  'aurora-readers': (config) => new AuroraReadersTarget(config),
  'aurora-capacity': ({ limit, ...config }) => new AuroraCapacityTarget(config, { limit }),
  'custom-lambda': ({ resource, ...of }) => new CustomLambdaTarget(of, { resource }),
};

/** The target that a config names, known by its names alone. */
export function targetNamed<K extends TargetKind>(
  config: TargetConfig<K>,
  options: TargetOptions<K> = {} as TargetOptions<K>,
): ScalingTarget {
  return targets[config.kind](config, options);
}
