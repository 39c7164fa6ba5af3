/** What a page said on a day. */
interface ListedNumber {
  /** In the unit that the entry's name ends with. */
  readonly value: number;
  /** The day it was last read, `yyyy-mm-dd`. */
  readonly readOn: string;
  /** The page of whoever takes the price. */
  readonly from: string;
}

/**
 * Every list price that anything here reckons with, and what is free of it: US dollars, on demand, in us-east-1. They are
 * for saying what something costs and for weighing one way against another; nobody is billed by them.
 */
export const priceBook = {
  /** A wildcard is one path. */
  cloudFrontUsdPerPath: {
    value: 0.005,
    readOn: '2026-11-22',
    from: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PayingForInvalidation.html',
  },
  /** For all distributions of an account together. */
  cloudFrontFreePathsPerMonth: {
    value: 1000,
    readOn: '2026-11-22',
    from: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PayingForInvalidation.html',
  },
  /** Purging is included. */
  fastlyUsdPerPurge: {
    value: 0,
    readOn: '2026-11-22',
    from: 'https://www.fastly.com/documentation/guides/full-site-delivery/purging',
  },
  /** Purging is included in every plan. */
  cloudflareUsdPerPurge: {
    value: 0,
    readOn: '2026-11-22',
    from: 'https://developers.cloudflare.com/cache/how-to/purge-cache',
  },
  s3UsdPerThousandGets: { value: 0.0004, readOn: '2026-11-28', from: 'https://aws.amazon.com/s3/pricing/' },
  /** Out of AWS, the first 10 TB of a month. */
  internetUsdPerGb: { value: 0.09, readOn: '2026-11-28', from: 'https://aws.amazon.com/ec2/pricing/on-demand/' },
  /** Taken once where it leaves a zone, and once where it comes into another. */
  crossZoneUsdPerGbEachWay: {
    value: 0.01,
    readOn: '2026-11-28',
    from: 'https://aws.amazon.com/ec2/pricing/on-demand/',
  },
  /** A write of up to 1 kB outside a transaction is one unit. */
  dynamoDbUsdPerMillionWriteUnits: {
    value: 0.625,
    readOn: '2026-11-22',
    from: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  dynamoDbUsdPerMillionReadUnits: {
    value: 0.125,
    readOn: '2026-11-22',
    from: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  /** Provisioned, of the standard table class. */
  dynamoDbUsdPerWriteUnitHour: {
    value: 0.00065,
    readOn: '2026-11-30',
    from: 'https://aws.amazon.com/dynamodb/pricing/provisioned/',
  },
  dynamoDbUsdPerReadUnitHour: {
    value: 0.00013,
    readOn: '2026-11-30',
    from: 'https://aws.amazon.com/dynamodb/pricing/provisioned/',
  },
  dynamoDbUsdPerGbMonth: {
    value: 0.25,
    readOn: '2026-11-29',
    from: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  /** Point-in-time recovery, by the size of the table. */
  dynamoDbUsdPerRecoverableGbMonth: {
    value: 0.2,
    readOn: '2026-11-29',
    from: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  /** On arm64, for the first 7.5 billion of a month. */
  lambdaUsdPerGbSecond: { value: 0.0000133334, readOn: '2026-11-22', from: 'https://aws.amazon.com/lambda/pricing/' },
  lambdaX86UsdPerGbSecond: {
    value: 0.0000166667,
    readOn: '2026-11-22',
    from: 'https://aws.amazon.com/lambda/pricing/',
  },
  lambdaUsdPerMillionRequests: { value: 0.2, readOn: '2026-11-22', from: 'https://aws.amazon.com/lambda/pricing/' },
  /** For each metric that an alarm watches; periods of a minute or more. */
  alarmUsdPerMetricMonth: { value: 0.1, readOn: '2026-11-22', from: 'https://aws.amazon.com/cloudwatch/pricing/' },
  /** The same of periods below a minute. */
  quickAlarmUsdPerMetricMonth: { value: 0.3, readOn: '2026-11-22', from: 'https://aws.amazon.com/cloudwatch/pricing/' },
  compositeAlarmUsdPerMonth: { value: 0.5, readOn: '2026-11-29', from: 'https://aws.amazon.com/cloudwatch/pricing/' },
  /** For metrics of our own, in every hour in which something is sent. */
  metricUsdPerMonth: { value: 0.3, readOn: '2026-11-22', from: 'https://aws.amazon.com/cloudwatch/pricing/' },
  gp3UsdPerGbMonth: { value: 0.08, readOn: '2026-11-29', from: 'https://aws.amazon.com/ebs/pricing/' },
  dashboardUsdPerMonth: { value: 3, readOn: '2026-11-22', from: 'https://aws.amazon.com/cloudwatch/pricing/' },
  getMetricDataUsdPerThousandMetrics: {
    value: 0.01,
    readOn: '2026-11-22',
    from: 'https://aws.amazon.com/cloudwatch/pricing/',
  },
  /** For every other call. */
  cloudWatchUsdPerThousandRequests: {
    value: 0.01,
    readOn: '2026-11-22',
    from: 'https://aws.amazon.com/cloudwatch/pricing/',
  },
  logsUsdPerGbTakenIn: { value: 0.5, readOn: '2026-11-29', from: 'https://aws.amazon.com/cloudwatch/pricing/' },
  /** For standard queues, for every request, empty answers included. */
  sqsUsdPerMillionRequests: { value: 0.4, readOn: '2026-11-29', from: 'https://aws.amazon.com/sqs/pricing/' },
  schedulerUsdPerMillionInvocations: {
    value: 1,
    readOn: '2026-11-22',
    from: 'https://aws.amazon.com/eventbridge/pricing/',
  },
  eventUsdPerMillion: { value: 1, readOn: '2026-11-22', from: 'https://aws.amazon.com/eventbridge/pricing/' },
  kmsKeyUsdPerMonth: { value: 1, readOn: '2026-11-29', from: 'https://aws.amazon.com/kms/pricing/' },
  secretUsdPerMonth: { value: 0.4, readOn: '2026-11-29', from: 'https://aws.amazon.com/secrets-manager/pricing/' },
  /** For each zone that an interface endpoint is in; a gateway endpoint costs nothing. */
  interfaceEndpointUsdPerZoneHour: {
    value: 0.01,
    readOn: '2026-11-29',
    from: 'https://aws.amazon.com/privatelink/pricing/',
  },
  natGatewayUsdPerHour: { value: 0.045, readOn: '2026-11-29', from: 'https://aws.amazon.com/vpc/pricing/' },
  /** Used and reserved units alike. */
  albUsdPerCapacityUnitHour: {
    value: 0.008,
    readOn: '2026-11-28',
    from: 'https://aws.amazon.com/elasticloadbalancing/pricing/',
  },
  fargateUsdPerCpuHour: { value: 0.04048, readOn: '2026-11-28', from: 'https://aws.amazon.com/fargate/pricing/' },
  fargateUsdPerGbHour: { value: 0.004445, readOn: '2026-11-28', from: 'https://aws.amazon.com/fargate/pricing/' },
  fargateArmUsdPerCpuHour: { value: 0.03238, readOn: '2026-11-30', from: 'https://aws.amazon.com/fargate/pricing/' },
  fargateArmUsdPerGbHour: { value: 0.00356, readOn: '2026-11-30', from: 'https://aws.amazon.com/fargate/pricing/' },
} as const satisfies Readonly<Record<string, ListedNumber>>;
