export { Balance } from './balancing/balance.ts';
export type { BalancedGroup, BalanceProps, ListenerOrRule } from './balancing/balance-settings.ts';
export { Cache } from './caching/cache.ts';
export type { CachedRows, CacheNodes, CacheProps, ExistingCache } from './caching/cache-settings.ts';
export { declared } from './declared.ts';
export { type Endpoints, endpointsOf } from './deployment/endpoints.ts';
export type { GrantBy } from './deployment/grant-by.ts';
export type { HeadroomProps } from './deployment/headroom-props.ts';
export type { NetworkProps } from './deployment/network.ts';
export { scaledByTag } from './deployment/tag-grant.ts';
export { awsReadings } from './diagnosing/aws-readings.ts';
export type { WatchProps } from './diagnosing/watch-settings.ts';
export { WatchedService } from './diagnosing/watched-service.ts';
export { Headroom } from './headroom.ts';
export type { IndexProps } from './indexing/database-settings.ts';
export { IndexedDatabase } from './indexing/indexed-database.ts';
export { type PostgresHost, PostgresServer, type PostgresServerOptions } from './indexing/postgres-server.ts';
export { CloudflareCdn, type CloudflareCdnProps } from './purging/cdns/cloudflare/cloudflare.ts';
export { CloudFrontCdn, type CloudFrontCdnOptions } from './purging/cdns/cloudfront/cloudfront.ts';
export { FastlyCdn, type FastlyCdnProps } from './purging/cdns/fastly/fastly.ts';
export type { BoundCdn, PurgedCdn } from './purging/cdns/purged-cdn.ts';
export { Purge } from './purging/purge.ts';
export type { PurgeBucket, PurgeProps } from './purging/purge-settings.ts';
export { deploymentSucceeded } from './purging/releases/deployment-succeeded.ts';
export { pipelineSucceeded } from './purging/releases/pipeline-succeeded.ts';
export { Scalable } from './scaling/scalable.ts';
export type { ScalableSettings, ScaleProps } from './scaling/scalable-settings.ts';
export type { NamedDbCluster } from './scaling/targets/aurora/named-cluster.ts';
export { type AuroraCapacityOptions, AuroraCapacityTarget } from './scaling/targets/aurora-capacity/aurora-capacity.ts';
export {
  AuroraReadersTarget,
  type AuroraReadersTargetOptions,
} from './scaling/targets/aurora-readers/aurora-readers.ts';
export {
  AutoScalingGroupTarget,
  type AutoScalingGroupTargetOptions,
  type NamedAutoScalingGroup,
} from './scaling/targets/auto-scaling-group/auto-scaling-group.ts';
export { targetNamed } from './scaling/targets/catalogue.ts';
export {
  type CustomLambdaOptions,
  CustomLambdaTarget,
  type NamedFunction,
} from './scaling/targets/custom-lambda/custom-lambda.ts';
export {
  type DynamoDbThroughputOptions,
  DynamoDbThroughputTarget,
  type NamedDynamoDbTable,
} from './scaling/targets/dynamodb-throughput/dynamodb-throughput.ts';
export {
  EcsServiceTarget,
  type EcsServiceTargetOptions,
  type NamedEcsService,
} from './scaling/targets/ecs-service/ecs-service.ts';
export type { NamedReplicationGroup } from './scaling/targets/elasticache/replication-group-target.ts';
export { ElastiCacheNodeGroupsTarget } from './scaling/targets/elasticache-node-groups/elasticache-node-groups.ts';
export { ElastiCacheReplicasTarget } from './scaling/targets/elasticache-replicas/elasticache-replicas.ts';
export {
  ElastiCacheServerlessTarget,
  type NamedServerlessCache,
  type ServerlessCacheOptions,
} from './scaling/targets/elasticache-serverless/elasticache-serverless.ts';
export {
  type EksCluster,
  type KubernetesResource,
  KubernetesTarget,
  type KubernetesTargetOptions,
  type KubernetesWorkload,
} from './scaling/targets/kubernetes-workload/kubernetes-workload.ts';
export {
  LambdaConcurrencyTarget,
  type NamedConcurrency,
} from './scaling/targets/lambda-concurrency/lambda-concurrency.ts';
export {
  type LambdaEventSourceOptions,
  LambdaEventSourceTarget,
  type NamedEventSource,
} from './scaling/targets/lambda-event-source/lambda-event-source.ts';
export {
  type LambdaManagedInstancesOptions,
  LambdaManagedInstancesTarget,
  type NamedManagedFunction,
} from './scaling/targets/lambda-managed-instances/lambda-managed-instances.ts';
export type { NamedPlace } from './scaling/targets/own-place.ts';
export type {
  BoundTarget,
  CapacityGrant,
  CapacityPermission,
  CapacityPrincipal,
  ScalingTarget,
} from './scaling/targets/scaling-target.ts';
export { Keyspace } from './sharding/keyspace.ts';
export type { KeyspaceProps } from './sharding/keyspace-settings.ts';
export {
  DynamoDbTableShard,
  type DynamoDbTableShardOptions,
} from './sharding/shards/dynamodb-table/dynamodb-table-shard.ts';
export { PostgresShard, type PostgresShardOptions } from './sharding/shards/postgres/postgres-shard.ts';
export { ShardParameters, type ShardParametersProps } from './sharding/shards/postgres/shard-parameters.ts';
export type { ShardTarget } from './sharding/shards/shard-target.ts';
export { type DatadogReceiver, datadogSink } from './sinks/datadog/datadog-sink.ts';
export { type PrometheusSinkOptions, prometheusSink } from './sinks/prometheus/prometheus-sink.ts';
export { type AlbArrivalsProps, albArrivals } from './sources/cloudwatch/alb-arrivals.ts';
export { type AlbRequestsProps, albRequests } from './sources/cloudwatch/alb-requests.ts';
export { type AutoScalingGroupCpuOptions, autoScalingGroupCpu } from './sources/cloudwatch/auto-scaling-group-cpu.ts';
export { type EcsServiceCpuOptions, ecsServiceCpu } from './sources/cloudwatch/ecs-service-cpu.ts';
export { type MetricReadingOptions, metricReading } from './sources/cloudwatch/metric-reading.ts';
export { queueDepth } from './sources/cloudwatch/queue-depth.ts';
export { queueInHand } from './sources/cloudwatch/queue-in-hand.ts';
export { type DatadogAccount, type DatadogReadingOptions, datadogReading } from './sources/datadog/datadog-reading.ts';
export type { DelayOptions } from './sources/delay-of.ts';
export { type LambdaReadingOptions, lambdaReading } from './sources/lambda/lambda-reading.ts';
export {
  type PrometheusReadingOptions,
  type PrometheusServer,
  prometheusReading,
} from './sources/prometheus/prometheus-reading.ts';
