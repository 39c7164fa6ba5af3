import type { TargetKind } from '../config/target-kinds.ts';
import type { TargetChecks } from './check.ts';
import type { KnownFacts } from './targets/any-kind/known-facts.ts';
import { type ClusterFacts, clusterChecks } from './targets/aurora-cluster.ts';
import { type GroupFacts, groupChecks } from './targets/auto-scaling-group.ts';
import { customChecks } from './targets/custom-lambda.ts';
import { type ThroughputFacts, throughputChecks } from './targets/dynamodb-throughput.ts';
import { type ServiceFacts, serviceChecks } from './targets/ecs-service.ts';
import { type ServerlessFacts, serverlessChecks } from './targets/elasticache-serverless.ts';
import { type WorkloadFacts, workloadChecks } from './targets/kubernetes-workload.ts';
import { type ConcurrencyFacts, concurrencyChecks } from './targets/lambda-concurrency.ts';
import { eventSourceChecks } from './targets/lambda-event-source.ts';
import { managedInstancesChecks } from './targets/lambda-managed-instances.ts';
import { type GroupFacts as CacheGroupFacts, replicationGroupChecks } from './targets/replication-group.ts';

/** What is told of targets of each kind that is checked. */
interface FactsOf {
  'auto-scaling-group': GroupFacts;
  'ecs-service': ServiceFacts;
  'elasticache-node-groups': CacheGroupFacts;
  'elasticache-replicas': CacheGroupFacts;
  'elasticache-serverless': ServerlessFacts;
  'dynamodb-throughput': ThroughputFacts;
  'kubernetes-workload': WorkloadFacts;
  'lambda-concurrency': ConcurrencyFacts;
  'lambda-event-source': KnownFacts;
  'lambda-managed-instances': KnownFacts;
  'aurora-readers': ClusterFacts;
  'aurora-capacity': ClusterFacts;
  'custom-lambda': KnownFacts;
}

/** The kinds of which there are checks; a law names those of which there are none. */
export type CheckedKind = keyof FactsOf & TargetKind;

/** The checks by kind of target. */
export const targetChecks: { readonly [Kind in CheckedKind]: TargetChecks<FactsOf[Kind]> } = {
  'auto-scaling-group': groupChecks,
  'ecs-service': serviceChecks,
  'elasticache-node-groups': replicationGroupChecks,
  'elasticache-replicas': replicationGroupChecks,
  'elasticache-serverless': serverlessChecks,
  'dynamodb-throughput': throughputChecks,
  'kubernetes-workload': workloadChecks,
  'lambda-concurrency': concurrencyChecks,
  'lambda-event-source': eventSourceChecks,
  'lambda-managed-instances': managedInstancesChecks,
  'aurora-readers': clusterChecks,
  'aurora-capacity': clusterChecks,
  'custom-lambda': customChecks,
};
