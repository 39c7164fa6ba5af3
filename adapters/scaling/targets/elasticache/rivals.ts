import type { Scaled } from '../any-kind/native-rivals.ts';

/** What Application Auto Scaling may change of a replication group. */
export type GroupDimension = `elasticache:replication-group:${'NodeGroups' | 'Replicas'}`;

/** What it knows one by: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTarget.html. */
export function scaledGroup(
  dimension: GroupDimension,
  { replicationGroupId }: { readonly replicationGroupId: string },
): Scaled {
  const ResourceId = `replication-group/${replicationGroupId}`;
  return { ServiceNamespace: 'elasticache', ScalableDimension: dimension, ResourceId };
}
