import type * as z from 'zod/mini';
import { type OfKind, schemasOf } from '../../../schema/one-of.ts';
import type { TierKind } from '../kinds.ts';
import type { TierMeasures } from '../tier-measures.ts';
import { alb } from './alb.ts';
import { auroraCluster } from './aurora-cluster.ts';
import { autoScalingGroup } from './auto-scaling-group.ts';
import { dynamoDbTable } from './dynamodb-table.ts';
import { ecsService } from './ecs-service.ts';
import { elastiCacheNode } from './elasticache-node.ts';
import { lambdaFunction } from './lambda-function.ts';
import { metrics } from './metrics.ts';
import { nlb } from './nlb.ts';
import { rdsInstance } from './rds-instance.ts';
import { sqsQueue } from './sqs-queue.ts';

/** What a tier may be read by: what AWS tells of its own, ready-made, or readings of any source. A new kind is a file and a line here. */
export const readingsKinds = {
  metrics,
  alb,
  nlb,
  'auto-scaling-group': autoScalingGroup,
  'ecs-service': ecsService,
  'rds-instance': rdsInstance,
  'aurora-cluster': auroraCluster,
  'elasticache-node': elastiCacheNode,
  'sqs-queue': sqsQueue,
  'lambda-function': lambdaFunction,
  'dynamodb-table': dynamoDbTable,
};

export type ReadingsKind = keyof typeof readingsKinds;
export const readingsSchemas = schemasOf(readingsKinds);

/** The same as people write it: everything with a default may be left out. */
export type ReadingsInput<Kind extends ReadingsKind> = { readonly kind: Kind } & Readonly<
  z.input<(typeof readingsSchemas)[Kind]>
>;

/** What one part of a tier is read by. */
export type ReadingsConfig<Kind extends ReadingsKind = ReadingsKind> = OfKind<typeof readingsSchemas, Kind>;

interface Contract<Config> {
  readonly is: TierKind | null;
  measures(config: Config, periodSeconds: number): Partial<TierMeasures>;
}
const contracts: { readonly [K in ReadingsKind]: Contract<ReadingsConfig<K>> } = readingsKinds;

/** What is read by a part of a tier. */
export function measuresOf<K extends ReadingsKind>(config: ReadingsConfig<K>, periodSeconds: number) {
  const contract: Contract<ReadingsConfig<K>> = contracts[config.kind as K];
  return contract.measures(config, periodSeconds);
}

/** What a tier is that is read so; null where it may be anything. */
export function tierKindOf({ kind }: Pick<ReadingsConfig, 'kind'>): TierKind | null {
  return contracts[kind].is;
}
