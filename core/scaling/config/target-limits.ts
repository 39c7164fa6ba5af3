import type { ScalableConfig } from './scalable.ts';
import type { TargetConfig } from './target-kinds.ts';

/** The fewest and the most units that AWS takes; null for no most that is the same for everybody. */
interface UnitLimits {
  readonly min: number;
  readonly max: number | null;
}

/** What AWS takes of each kind whatever stands in the account. What has quotas of the account alone has no line. */
export const unitLimits = {
  /** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Integrating.AutoScaling.html */
  'aurora-readers': { min: 0, max: 15 },
  /**
   * Halves of an ACU: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ServerlessV2ScalingConfiguration.html. Older
   * versions of engines take 128 ACU, which they say themselves. A least of 0 lets it pause, where its version can.
   */
  'aurora-capacity': { MinCapacity: { min: 0, max: 512 }, MaxCapacity: { min: 2, max: 512 } },
  /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ProvisionedThroughput.html */
  'dynamodb-throughput': { min: 1, max: null },
  /** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html: six nodes of a node group, its primary included. */
  'elasticache-replicas': { min: 0, max: 5 },
  /** With Valkey 7.2, or Redis 5.0.6, and newer: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Shards.html. */
  'elasticache-node-groups': { min: 1, max: 500 },
  /** https://docs.aws.amazon.com/cdk/api/v2/docs/@aws-cdk_aws-elasticache-alpha.CacheUsageLimitsProperty.html */
  'elasticache-serverless': { ecpu: { min: 0, max: 15_000 }, storage: { min: 0, max: 5000 } },
  /** https://docs.aws.amazon.com/lambda/latest/api/API_ScalingConfig.html and API_ProvisionedPollerConfig.html */
  'lambda-event-source': { MaximumConcurrency: { min: 2, max: 1000 }, MinimumPollers: { min: 2, max: 200 } },
  /** https://docs.aws.amazon.com/lambda/latest/api/API_FunctionScalingConfig.html */
  'lambda-managed-instances': { min: 1, max: 15_000 },
} as const;

/** Null where AWS limits none of the kind for everybody alike. */
function limitsOf(target: TargetConfig): UnitLimits | null {
  switch (target.kind) {
    case 'aurora-capacity':
    case 'elasticache-serverless':
      return (unitLimits[target.kind] as Readonly<Record<string, UnitLimits>>)[target.limit] ?? null;
    case 'lambda-event-source':
      return unitLimits[target.kind][target.polling];
    case 'aurora-readers':
    case 'dynamodb-throughput':
    case 'elasticache-replicas':
    case 'elasticache-node-groups':
    case 'lambda-managed-instances':
      return unitLimits[target.kind];
    default:
      return null;
  }
}

/** What AWS takes of a target where the bounds go beyond it, for people; null where they do not. */
export function beyondLimits({ target, bounds, beside }: ScalableConfig): string | null {
  const limits = limitsOf(target);
  if (limits === null) return null;
  // What is moved beside policies of AWS is the minimum itself.
  const isWithin = beside !== undefined || bounds.min >= limits.min;
  if (isWithin && bounds.max <= (limits.max ?? bounds.max)) return null;
  return limits.max === null ? `${limits.min} or more` : `${limits.min} to ${limits.max}`;
}
