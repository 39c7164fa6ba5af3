import { once } from '../../aws/once.ts';
import type { ApplicationKind } from './application-floors.ts';
import type { FloorMakers } from './floors.ts';

/** The minimum of every kind as AWS has it, loaded when it is first asked. Make these once a process: each keeps its clients. */
export function floorsOnAws(): FloorMakers {
  const native = once(async () => (await import('./application-floors-on-aws.ts')).applicationFloorsOnAws());
  const application =
    <Kind extends ApplicationKind>(kind: Kind) =>
    async () =>
      (await native())(kind);
  return {
    'auto-scaling-group': once(async () => (await import('./group-floors-on-aws.ts')).groupFloorsOnAws()),
    'ecs-service': application('ecs-service'),
    'dynamodb-throughput': application('dynamodb-throughput'),
    'elasticache-node-groups': application('elasticache-node-groups'),
    'elasticache-replicas': application('elasticache-replicas'),
    'lambda-concurrency': application('lambda-concurrency'),
    'aurora-readers': application('aurora-readers'),
  };
}
