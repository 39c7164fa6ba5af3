import { InvalidInput } from '../../model/errors.ts';
import { parseNamed } from '../../schema/parse-named.ts';
import { cdnPrices } from './list-prices.ts';
import { type PurgeConfig, purgeSchema } from './purge.ts';

/** Reads the config of one purge. Throws `InvalidInput` naming the field, the value and the fix. */
export function parsePurge(purge: string, input: unknown): PurgeConfig {
  const data = parseNamed({ what: 'purge', field: 'purge', name: purge, schema: purgeSchema, input });
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
