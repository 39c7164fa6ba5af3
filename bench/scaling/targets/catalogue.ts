import type { TargetMakers } from '../../../adapters/scaling/targets/catalogue.ts';
import type { TargetConfig, TargetKind } from '../../../core/scaling/config/target-kinds.ts';
import type { BenchTarget } from './any-kind.ts';
import { auroraCapacity } from './aurora-capacity.ts';
import { auroraReaders } from './aurora-readers.ts';
import { autoScalingGroup } from './auto-scaling-group.ts';
import { customLambda } from './custom-lambda.ts';
import { dynamodbThroughput } from './dynamodb-throughput.ts';
import { ecsService } from './ecs-service.ts';
import { elastiCacheNodeGroups } from './elasticache-node-groups.ts';
import { elastiCacheReplicas } from './elasticache-replicas.ts';
import { elastiCacheServerless } from './elasticache-serverless.ts';
import { kubernetesWorkload } from './kubernetes-workload.ts';
import { lambdaConcurrency } from './lambda-concurrency.ts';
import { lambdaEventSource } from './lambda-event-source.ts';
import { managedInstances } from './lambda-managed-instances.ts';

/** Every kind of target that is measured. */
const targets: { readonly [K in TargetKind]: BenchTarget<K> } = {
  'auto-scaling-group': autoScalingGroup,
  'ecs-service': ecsService,
  'elasticache-node-groups': elastiCacheNodeGroups,
  'elasticache-replicas': elastiCacheReplicas,
  'elasticache-serverless': elastiCacheServerless,
  'dynamodb-throughput': dynamodbThroughput,
  'kubernetes-workload': kubernetesWorkload,
  'lambda-concurrency': lambdaConcurrency,
  'lambda-event-source': lambdaEventSource,
  'lambda-managed-instances': managedInstances,
  'aurora-readers': auroraReaders,
  'aurora-capacity': auroraCapacity,
  'custom-lambda': customLambda,
};

export const targetKinds = Object.keys(targets) as TargetKind[];

/** The config of a made-up target. */
export function madeUpTarget(kind: TargetKind, name: string): TargetConfig {
  return targets[kind].config(name);
}

/** The real adapters, on an AWS that counts what it is asked in `reads`, by operation. */
export function countingMakers(reads: Map<string, number>): TargetMakers {
  const made = Object.entries(targets).map(([kind, { make }]) => [kind, make(reads)]);
  return Object.fromEntries(made) as TargetMakers;
}
