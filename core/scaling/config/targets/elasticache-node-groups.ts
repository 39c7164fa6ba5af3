import * as z from 'zod/mini';
import { place, targetName } from './any-kind/place.ts';

/** The node groups (shards) of an ElastiCache replication group in cluster mode, by the name of that. */
export const elastiCacheNodeGroups = z.strictObject({
  ...place,
  /** The id of the replication group. */
  replicationGroupId: targetName(),
});
