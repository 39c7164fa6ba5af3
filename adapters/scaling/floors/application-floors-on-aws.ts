import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import type { TargetConfig } from '../../../core/scaling/config/target-kinds.ts';
import { actingClient, readingClient } from '../../aws/client-settings.ts';
import { regional } from '../../aws/regional.ts';
import type { Scaled } from '../targets/any-kind/native-rivals.ts';
import { scaledReaders } from '../targets/aurora-readers/scaled-readers.ts';
import { scaledThroughput } from '../targets/dynamodb-throughput/rivals.ts';
import { scaledService } from '../targets/ecs-service/rivals.ts';
import { scaledGroup } from '../targets/elasticache/rivals.ts';
import { scaledConcurrency } from '../targets/lambda-concurrency/rivals.ts';
import { type ApplicationKind, applicationFloors } from './application-floors.ts';
import type { MakeFloors } from './floor-kind.ts';

/** What Application Auto Scaling knows targets of each kind by; null for those that it does not scale. */
export const scaledOf: { readonly [K in ApplicationKind]: (config: TargetConfig<K>) => Scaled | null } = {
  'ecs-service': scaledService,
  'dynamodb-throughput': scaledThroughput,
  'elasticache-node-groups': (config) => scaledGroup('elasticache:replication-group:NodeGroups', config),
  'elasticache-replicas': (config) => scaledGroup('elasticache:replication-group:Replicas', config),
  'lambda-concurrency': scaledConcurrency,
  'aurora-readers': scaledReaders,
};

/** Minimums of Application Auto Scaling itself, of any kind that it scales. Make it once a process: it keeps its clients. */
export function applicationFloorsOnAws(): <Kind extends ApplicationKind>(kind: Kind) => MakeFloors<Kind> {
  const clients = {
    reader: regional(
      (region) => new ApplicationAutoScalingClient({ ...readingClient, ...(region !== null && { region }) }),
    ),
    actor: regional(
      (region) => new ApplicationAutoScalingClient({ ...actingClient, ...(region !== null && { region }) }),
    ),
  };
  return (kind) => (world) => applicationFloors(scaledOf[kind], { ...world, clients });
}
