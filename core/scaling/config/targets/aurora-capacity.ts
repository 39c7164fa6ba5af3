import * as z from 'zod/mini';
import { place, targetName } from './any-kind/place.ts';

/** Numbers of the range of a cluster of Aurora Serverless v2 that can be scaled, as RDS calls them. */
const capacityLimits = ['MinCapacity', 'MaxCapacity'] as const;

export type CapacityLimit = (typeof capacityLimits)[number];

/** One end of the range in which a cluster of Aurora Serverless v2 scales itself. A unit is half an ACU, its smallest step. */
export const auroraCapacity = z.strictObject({
  ...place,
  /** The name of the cluster. */
  dbClusterIdentifier: targetName(),
  /** Which end of the range is scaled, as RDS calls them: what is kept ready at least, or what it grows to at most. */
  limit: z.enum(capacityLimits),
});
