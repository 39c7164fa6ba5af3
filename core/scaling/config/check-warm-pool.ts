import { InvalidInput } from '../../model/errors.ts';
import { checkAll, readAll } from '../../schema/all-faults.ts';
import { shown } from '../../schema/shown.ts';
import type { ScalableConfig } from './scalable.ts';
import type { TargetKind } from './target-kinds.ts';
import { pools, type WarmPool } from './warm-pool.ts';

/** Why kinds that have no pool have none. A kind without a line has none either, and nobody has said why. */
const poolless: { readonly [Kind in TargetKind]?: string } = {
  'aurora-readers': 'Aurora has no readers that stand prepared',
  'aurora-capacity': 'what it scales is what Aurora keeps ready itself',
  'dynamodb-throughput': 'DynamoDB has no capacity that stands prepared',
  'lambda-concurrency': 'provisioned concurrency is what stands prepared',
  'lambda-managed-instances': 'what it scales is what Lambda keeps ready itself',
  'ecs-service': 'ECS has no pool of tasks that stand prepared, neither on Fargate nor on EC2',
  'elasticache-node-groups': 'ElastiCache has no nodes that stand prepared',
  'elasticache-replicas': 'ElastiCache has no nodes that stand prepared',
  'elasticache-serverless': 'what it scales is what a serverless cache keeps ready itself',
};

/** Checks what is said of a pool. Throws `InvalidInput` naming the field, the value and the fix. */
export function checkWarmPool({ warmPool, target, leadSeconds, bounds }: ScalableConfig): void {
  if (warmPool === undefined) return;
  const only = pools[target.kind];
  if (only === undefined) {
    const why = poolless[target.kind] ?? `targets of the kind ${target.kind} have no pool`;
    throw new InvalidInput('warmPool', `${why}; leave it out`);
  }
  checkAll(
    () => checkOnlyWay(warmPool, only, target.kind),
    () => checkLead(warmPool, leadSeconds),
    () => checkMost(warmPool, bounds),
  );
}

function checkOnlyWay(warmPool: WarmPool, only: Partial<WarmPool>, kind: TargetKind): void {
  readAll(Object.entries(only), ([field, value]) => {
    const said = warmPool[field as keyof WarmPool];
    if (said === value) return;
    const fix = value === null ? 'write price' : `nothing but ${JSON.stringify(value)} is possible`;
    throw new InvalidInput(
      `warmPool.${field}`,
      `${shown(said)} is not of targets of the kind ${kind}; leave it out: ${fix}`,
    );
  });
}

function checkLead(warmPool: WarmPool, leadSeconds: number): void {
  if (warmPool.leadSeconds >= leadSeconds) {
    const says = `${warmPool.leadSeconds} is not shorter than leadSeconds ${leadSeconds}, so a pool would not help; correct one of them, or leave warmPool out`;
    throw new InvalidInput('warmPool.leadSeconds', says);
  }
}

function checkMost({ max }: WarmPool, bounds: ScalableConfig['bounds']): void {
  if (max !== null && (max < bounds.min || max > bounds.max)) {
    const says = `${max} is outside of the bounds ${bounds.min} to ${bounds.max}; what is prepared beyond them could never run`;
    throw new InvalidInput('warmPool.max', says);
  }
}
