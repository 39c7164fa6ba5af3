const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * How long CloudWatch keeps points, by the shortest period it can give them for
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html).
 */
const kept = [
  { belowSeconds: 60, forMs: 3 * hourMs, told: '3 hours' },
  { belowSeconds: 300, forMs: 15 * dayMs, told: '15 days' },
  { belowSeconds: 3600, forMs: 63 * dayMs, told: '63 days' },
  { belowSeconds: Number.POSITIVE_INFINITY, forMs: 455 * dayMs, told: '455 days' },
];

/** Why CloudWatch has no such points any more; null where it has. Asking all the same would spoil the whole call. */
export function retentionFault(periodSeconds: number, fromMs: number, nowMs: number): string | null {
  const limit = kept.find(({ belowSeconds, forMs }) => periodSeconds < belowSeconds && nowMs - fromMs > forMs);
  if (limit === undefined) return null;
  return `CloudWatch keeps points of ${periodSeconds} seconds for ${limit.told} only; ask for a longer period`;
}
