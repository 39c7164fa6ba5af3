const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * How long CloudWatch keeps points, by the shortest period it can give them for
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html).
 */
export const cloudWatchRetention = [
  { leastSeconds: 0, belowSeconds: 60, forMs: 3 * hourMs, told: '3 hours' },
  { leastSeconds: 60, belowSeconds: 300, forMs: 15 * dayMs, told: '15 days' },
  { leastSeconds: 300, belowSeconds: 3600, forMs: 63 * dayMs, told: '63 days' },
  { leastSeconds: 3600, belowSeconds: Number.POSITIVE_INFINITY, forMs: 455 * dayMs, told: '455 days' },
] as const;
