/** What the function that scales reads of AWS for all scalables: none of these can be narrowed to one of them. */
export const observingActions: readonly string[] = [
  'cloudwatch:GetMetricData',
  'cloudwatch:DescribeAlarms',
  ...['DescribeAutoScalingGroups', 'DescribePolicies', 'DescribeScheduledActions'].map((one) => `autoscaling:${one}`),
  ...['DescribeScalableTargets', 'DescribeScalingPolicies', 'DescribeScheduledActions'].map(
    (one) => `application-autoscaling:${one}`,
  ),
];
