import type { OfKind } from '../../schema/one-of.ts';
import { auroraCapacity } from './targets/aurora-capacity.ts';
import { auroraReaders } from './targets/aurora-readers.ts';
import { autoScalingGroup } from './targets/auto-scaling-group.ts';
import { customLambda } from './targets/custom-lambda.ts';
import { dynamodbThroughput } from './targets/dynamodb-throughput.ts';
import { ecsService } from './targets/ecs-service.ts';
import { elastiCacheNodeGroups } from './targets/elasticache-node-groups.ts';
import { elastiCacheReplicas } from './targets/elasticache-replicas.ts';
import { elastiCacheServerless } from './targets/elasticache-serverless.ts';
import { kubernetesWorkload } from './targets/kubernetes-workload.ts';
import { lambdaConcurrency } from './targets/lambda-concurrency.ts';
import { lambdaEventSource } from './targets/lambda-event-source.ts';
import { lambdaManagedInstances } from './targets/lambda-managed-instances.ts';

/** What can be scaled: what a config of each kind holds. A new kind is a line here, and the compiler asks for the rest. */
export const targetKinds = {
  'auto-scaling-group': autoScalingGroup,
  'ecs-service': ecsService,
  'elasticache-node-groups': elastiCacheNodeGroups,
  'elasticache-replicas': elastiCacheReplicas,
  'elasticache-serverless': elastiCacheServerless,
  'dynamodb-throughput': dynamodbThroughput,
  'kubernetes-workload': kubernetesWorkload,
  'lambda-concurrency': lambdaConcurrency,
  'lambda-event-source': lambdaEventSource,
  'lambda-managed-instances': lambdaManagedInstances,
  'aurora-readers': auroraReaders,
  'aurora-capacity': auroraCapacity,
  'custom-lambda': customLambda,
};

export type TargetKind = keyof typeof targetKinds;
export type TargetConfig<Kind extends TargetKind = TargetKind> = OfKind<typeof targetKinds, Kind>;
