import type { TargetKind } from './target-kinds.ts';

const minute = 60;

/** How long a unit of each kind usually takes from being asked for to being useful, where nobody has said. */
const leads: { readonly [Kind in TargetKind]?: number } = {
  // An instance is made, and its cache is cold: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Replication.html.
  'aurora-readers': 15 * minute,
  // It is in force at once; what instances have follows it in seconds.
  'aurora-capacity': minute,
  // Slots are moved while they serve; AWS gives no time. A wrong one is corrected by those that are measured.
  'elasticache-node-groups': 20 * minute,
  // A node is made and copies all that its primary holds.
  'elasticache-replicas': 15 * minute,
  // "Up to an hour": https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Scaling.html.
  'elasticache-serverless': 60 * minute,
  // Instances are launched where those that are there have no room; AWS gives no time, and a wrong one is corrected by what is measured.
  'lambda-managed-instances': 5 * minute,
};
const otherwise = 3 * minute;

/** Seconds. */
export function usualLeadSeconds(kind: string): number {
  return Object.hasOwn(leads, kind) ? (leads[kind as TargetKind] ?? otherwise) : otherwise;
}
