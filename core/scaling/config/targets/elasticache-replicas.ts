import * as z from 'zod/mini';
import { place, targetName } from './any-kind/place.ts';

/** The replicas of each node group of an ElastiCache replication group, by the name of that. */
export const elastiCacheReplicas = z.strictObject({
  ...place,
  /** The id of the replication group. */
  replicationGroupId: targetName(),
});
