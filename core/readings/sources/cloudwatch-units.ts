import type { Unit } from '../unit.ts';

/** What AWS's own metrics count, by namespace and name; only those that somebody scales by, and whose unit is beyond doubt. */
const known: Readonly<Record<string, Readonly<Record<string, Unit>>>> = {
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html
  'AWS/EC2': { CPUUtilization: 'percent' },
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
  'AWS/ECS': { CPUUtilization: 'percent', MemoryUtilization: 'percent' },
  'ECS/ContainerInsights': { RunningTaskCount: 'count', DesiredTaskCount: 'count' },
  // https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html
  'AWS/AutoScaling': {
    GroupInServiceInstances: 'count',
    GroupInServiceCapacity: 'count',
    GroupDesiredCapacity: 'count',
  },
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
  'AWS/ApplicationELB': {
    RequestCount: 'count',
    HTTPCode_ELB_503_Count: 'count',
    NewConnectionCount: 'count',
    HealthyHostCount: 'count',
    TargetResponseTime: 'seconds',
  },
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
  'AWS/Lambda': { Invocations: 'count' },
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
  'AWS/SQS': {
    ApproximateNumberOfMessagesVisible: 'count',
    ApproximateNumberOfMessagesNotVisible: 'count',
    ApproximateAgeOfOldestMessage: 'seconds',
    NumberOfMessagesSent: 'count',
  },
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
  'AWS/RDS': { CPUUtilization: 'percent', DatabaseConnections: 'count', FreeableMemory: 'bytes' },
};

interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly stat: string;
}

/** Statistics that tell a value of the metric's own unit. A sum does so only of what can be added. */
const ownUnit = /^(Average|Minimum|Maximum|IQM|(p|tm|wm)\d.*|(TM|WM)\(.*\))$/;

/** What a metric counts under its statistic; null where that is not known. */
export function cloudWatchUnit({ namespace, metricName, stat }: Metric): Unit | null {
  if (stat === 'SampleCount') return 'count';
  const unit = known[namespace]?.[metricName] ?? null;
  if (stat === 'Sum') return unit === 'count' || unit === 'bytes' ? unit : null;
  return ownUnit.test(stat) ? unit : null;
}
