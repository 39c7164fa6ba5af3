import * as z from 'zod/mini';
import { place, targetName } from './any-kind/place.ts';

/** The least that a serverless cache of ElastiCache keeps ready, by its name: a unit is 1,000 ECPU a second, or 1 GB. */
export const elastiCacheServerless = z.strictObject({
  ...place,
  /** The name of the cache. */
  serverlessCacheName: targetName(),
  /** Which of its two numbers is scaled: what it computes (`ecpu`), or what it stores. */
  limit: z.enum(['ecpu', 'storage']),
});
