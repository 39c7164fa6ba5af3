/**
 * Whether AWS's own metrics tell what arrives while nothing runs behind them, by namespace and name; only those of which it
 * is beyond doubt. What counts the work of units, or what has reached one, is silent without them.
 */
const known: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
  'AWS/SQS': {
    ApproximateNumberOfMessagesVisible: true,
    ApproximateNumberOfMessagesNotVisible: false,
    NumberOfMessagesSent: true,
    NumberOfMessagesReceived: false,
    NumberOfMessagesDeleted: false,
  },
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
  'AWS/ApplicationELB': {
    HTTPCode_ELB_503_Count: true,
    NewConnectionCount: true,
    ConsumedLCUs: true,
    RequestCount: false,
    RequestCountPerTarget: false,
    HealthyHostCount: false,
    UnHealthyHostCount: false,
    TargetResponseTime: false,
    HTTPCode_Target_2XX_Count: false,
    HTTPCode_Target_3XX_Count: false,
    HTTPCode_Target_4XX_Count: false,
    HTTPCode_Target_5XX_Count: false,
  },
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
  'AWS/Lambda': { Invocations: true },
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html
  'AWS/EC2': { CPUUtilization: false },
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
  'AWS/ECS': { CPUUtilization: false, MemoryUtilization: false },
};

interface Metric {
  readonly namespace: string;
  readonly metricName: string;
}

/** Whether a metric tells what arrives while nothing runs; null where that is not known. */
export function cloudWatchSpeaksAtZero({ namespace, metricName }: Metric): boolean | null {
  return known[namespace]?.[metricName] ?? null;
}

/** Metrics that are reported whether or not anything is registered or arrives: a witness that never falls silent. */
const always: Readonly<Record<string, readonly string[]>> = {
  'AWS/ApplicationELB': ['ConsumedLCUs'],
};

/** Whether a metric is reported whatever happens. */
export function isAlwaysReported({ namespace, metricName }: Metric): boolean {
  return always[namespace]?.includes(metricName) ?? false;
}
