import { InvalidInput } from '../../model/errors.ts';
import { parseNamed } from '../../schema/parse-named.ts';
import { cdnKindOf } from './cdn-kinds.ts';
import { type PurgeConfig, purgeSchema } from './purge.ts';

/** Reads the config of one purge. Throws `InvalidInput` naming the field, the value and the fix. */
export function parsePurge(purge: string, input: unknown): PurgeConfig {
  const data = parseNamed({ what: 'purge', field: 'purge', name: purge, schema: purgeSchema, input });
  const { noQueriesBecause, price } = cdnKindOf(data.cdn);
  if (data.cachesQueries && noQueriesBecause !== null) throw new InvalidInput('cachesQueries', noQueriesBecause);
  return {
    ...data,
    purge,
    dollarsPerItem: data.dollarsPerItem ?? price.dollarsPerItem,
    freeItemsPerMonth: data.freeItemsPerMonth ?? price.freeItemsPerMonth,
  };
}
