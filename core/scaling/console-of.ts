import type { TargetConfig, TargetKind } from './config/target-kinds.ts';

type Paths = { readonly [Kind in TargetKind]?: (target: TargetConfig<Kind>, region: string) => string };

/** Where the console shows a target, by its kind; a kind that is not here has no link. */
const paths: Paths = {
  'auto-scaling-group': ({ autoScalingGroupName }, region) =>
    `ec2/home?region=${region}#AutoScalingGroupDetails:id=${encodeURIComponent(autoScalingGroupName)};view=activity`,
  'aurora-readers': cluster,
  'aurora-capacity': cluster,
  'dynamodb-throughput': ({ tableName }, region) =>
    `dynamodbv2/home?region=${region}#table?name=${encodeURIComponent(tableName)}&tab=monitoring`,
  'lambda-concurrency': ({ functionName }, region) =>
    `lambda/home?region=${region}#/functions/${encodeURIComponent(functionName)}?tab=configure`,
  'lambda-managed-instances': ({ functionName }, region) =>
    `lambda/home?region=${region}#/functions/${encodeURIComponent(functionName)}?tab=configure`,
  'ecs-service': ({ cluster, serviceName }, region) =>
    `ecs/v2/clusters/${encodeURIComponent(cluster)}/services/${encodeURIComponent(serviceName)}/health?region=${region}`,
  'elasticache-node-groups': replicationGroup,
  'elasticache-replicas': replicationGroup,
  'elasticache-serverless': ({ serverlessCacheName }, region) =>
    `elasticache/home?region=${region}#/serverless/${encodeURIComponent(serverlessCacheName)}`,
  'kubernetes-workload': ({ cluster }, region) => `eks/clusters/${encodeURIComponent(cluster)}?region=${region}`,
};

function cluster({ dbClusterIdentifier }: { readonly dbClusterIdentifier: string }, region: string): string {
  return `rds/home?region=${region}#database:id=${encodeURIComponent(dbClusterIdentifier)};is-cluster=true`;
}

function replicationGroup({ replicationGroupId }: { readonly replicationGroupId: string }, region: string): string {
  return `elasticache/home?region=${region}#/redis/${encodeURIComponent(replicationGroupId)}`;
}

/** Where the console of AWS shows what is scaled; null where it is not known. */
export function consoleOf<Kind extends TargetKind>(target: TargetConfig<Kind>, here: string): string | null {
  const path = paths[target.kind as Kind];
  const region = target.region ?? here;
  return path === undefined ? null : `https://${region}.console.aws.amazon.com/${path(target, region)}`;
}
