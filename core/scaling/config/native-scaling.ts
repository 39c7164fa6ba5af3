import type { TargetConfig, TargetKind } from './target-kinds.ts';

/** What of AWS scales a target by policies of its own, within a minimum and a maximum that can be set. */
export type NativeScaling =
  | { readonly by: 'auto-scaling' }
  | { readonly by: 'application-auto-scaling'; readonly namespace: string; readonly dimension: string };

const application = (namespace: string, dimension: string): NativeScaling => ({
  by: 'application-auto-scaling',
  namespace,
  dimension: `${namespace}:${dimension}`,
});

/**
 * Kinds that AWS scales by policies of its own, and which targets of them. A kind without a line has none.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTarget.html
 */
const natives = {
  'auto-scaling-group': () => ({ by: 'auto-scaling' }),
  'ecs-service': () => application('ecs', 'service:DesiredCount'),
  'dynamodb-throughput': ({ throughput, indexName }) =>
    throughput.startsWith('Max')
      ? null
      : application('dynamodb', `${indexName === null ? 'table' : 'index'}:${throughput}`),
  'elasticache-node-groups': () => application('elasticache', 'replication-group:NodeGroups'),
  'elasticache-replicas': () => application('elasticache', 'replication-group:Replicas'),
  'lambda-concurrency': ({ aliasName }) =>
    aliasName === null ? null : application('lambda', 'function:ProvisionedConcurrency'),
  'aurora-readers': () => application('rds', 'cluster:ReadReplicaCount'),
} satisfies { readonly [Kind in TargetKind]?: (target: TargetConfig<Kind>) => NativeScaling | null };

/** Kinds of which some target has a minimum that AWS's own policies keep. */
export type NativelyScaledKind = keyof typeof natives;
export const nativelyScaledKinds = Object.keys(natives) as readonly NativelyScaledKind[];

/** What of AWS scales a target by policies of its own; null where nothing does. */
export function nativeScalingOf<Kind extends TargetKind>(target: TargetConfig<Kind>): NativeScaling | null {
  const byKind: { readonly [kind: string]: ((target: never) => NativeScaling | null) | undefined } = natives;
  const of = byKind[target.kind] as ((target: TargetConfig<Kind>) => NativeScaling | null) | undefined;
  return of?.(target) ?? null;
}
