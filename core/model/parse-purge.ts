import { cdnPrices } from './cdn-prices.ts';
import { InvalidInput } from './errors.ts';
import { type PurgeConfig, purgeSchema } from './purge.ts';
import { isScalableName, longestScalableName } from './scalable-name.ts';
import { tellIssue } from './tell-issue.ts';

/** Reads the config of one purge. Throws `InvalidInput` naming the field, the value and the fix. */
export function parsePurge(purge: string, input: unknown): PurgeConfig {
  if (!isScalableName(purge)) {
    throw new InvalidInput(
      'purge',
      `"${purge}" is no name for a purge; use at most ${longestScalableName} letters, digits, "._-", and "/" between parts`,
    );
  }
  const parsed = purgeSchema.safeParse(input);
  if (!parsed.success) throw tellIssue(parsed.error.issues[0], input);
  const { data } = parsed;
  if (data.cachesQueries && data.cdn.kind === 'fastly') {
    throw new InvalidInput(
      'cachesQueries',
      'true cannot be with Fastly, which purges each query string of a path by itself; leave query strings out of the cache key, or purge by tags',
    );
  }
  const { dollarsPerItem, freeItemsPerMonth } = cdnPrices[data.cdn.kind];
  return {
    ...data,
    purge,
    dollarsPerItem: data.dollarsPerItem ?? dollarsPerItem,
    freeItemsPerMonth: data.freeItemsPerMonth ?? freeItemsPerMonth,
  };
}
