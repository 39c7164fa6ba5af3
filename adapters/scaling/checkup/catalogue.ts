import type { CheckedKind, targetChecks } from '../../../core/scaling/checkup/catalogue.ts';
import type { TargetChecks } from '../../../core/scaling/checkup/check.ts';
import { clusterFacts } from './aurora-cluster.ts';
import { groupFacts } from './auto-scaling-group.ts';
import { customFacts } from './custom-lambda.ts';
import { throughputFacts } from './dynamodb-throughput.ts';
import { serviceFacts } from './ecs-service.ts';
import { serverlessFacts } from './elasticache-serverless.ts';
import type { Checked, FactsWorld } from './facts-world.ts';
import { workloadFacts } from './kubernetes-workload.ts';
import { concurrencyFacts } from './lambda-concurrency.ts';
import { eventSourceFacts } from './lambda-event-source.ts';
import { managedInstancesFacts } from './lambda-managed-instances.ts';
import { groupFactsOf } from './replication-group.ts';

type Facts<Kind extends CheckedKind> = (typeof targetChecks)[Kind] extends TargetChecks<infer What> ? What : never;

/** How the facts of each kind that is checked are read. */
export const readFacts: {
  readonly [Kind in CheckedKind]: (scalable: Checked<Kind>, world: FactsWorld) => Promise<Facts<Kind>>;
} = {
  'auto-scaling-group': groupFacts,
  'ecs-service': serviceFacts,
  'elasticache-node-groups': groupFactsOf('elasticache:replication-group:NodeGroups'),
  'elasticache-replicas': groupFactsOf('elasticache:replication-group:Replicas'),
  'elasticache-serverless': serverlessFacts,
  'dynamodb-throughput': throughputFacts,
  'kubernetes-workload': workloadFacts,
  'lambda-concurrency': concurrencyFacts,
  'lambda-event-source': eventSourceFacts,
  'lambda-managed-instances': managedInstancesFacts,
  'aurora-readers': clusterFacts,
  'aurora-capacity': clusterFacts,
  'custom-lambda': customFacts,
};
