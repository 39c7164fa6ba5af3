/** What the function that scales reads of AWS for all scalables: none of these can be narrowed to one of them. */
export const observingActions: readonly string[] = ['cloudwatch:GetMetricData', 'cloudwatch:DescribeAlarms'];

/** The calls by which Headroom sees what Application Auto Scaling does. */
const ofNative = ['DescribeScalableTargets', 'DescribeScalingPolicies', 'DescribeScheduledActions'].map(
  (one) => `application-autoscaling:${one}`,
);

/** What it reads beside that once something of a kind is scaled, where that has no resource to narrow it to. */
export const describingActions: Readonly<Record<string, readonly string[]>> = {
  'auto-scaling-group': ['DescribeAutoScalingGroups', 'DescribePolicies', 'DescribeScheduledActions'].map(
    (one) => `autoscaling:${one}`,
  ),
  'ecs-service': ofNative,
  'aurora-readers': [...ofNative, 'application-autoscaling:DescribeScalingActivities'],
  'dynamodb-throughput': ofNative,
  'lambda-concurrency': ofNative,
  'elasticache-node-groups': ofNative,
  'elasticache-replicas': ofNative,
};

/** What it reads beside that once something is said of sizes. */
export const sizeActions: Readonly<Record<string, readonly string[]>> = {
  'auto-scaling-group': ['autoscaling:DescribeInstanceRefreshes', 'ec2:DescribeLaunchTemplateVersions'],
  'ecs-service': ['ecs:DescribeTaskDefinition'],
};

/** What it reads beside that once a pool of prepared units is kept. */
export const poolActions: Readonly<Record<string, readonly string[]>> = {
  'auto-scaling-group': ['DescribeInstanceRefreshes', 'DescribeLifecycleHooks', 'DescribeWarmPool'].map(
    (one) => `autoscaling:${one}`,
  ),
};
