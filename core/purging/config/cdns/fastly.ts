import * as z from 'zod/mini';
import { priceBook } from '../../../prices/price-book.ts';
import { cdnKind } from './any-kind/cdn-kind.ts';
import { host } from './any-kind/host.ts';
import { key } from './any-kind/key.ts';

/** A service of Fastly. Its tags are surrogate keys, which heed case. */
export const fastly = cdnKind({
  schema: z.strictObject({
    ...key,
    serviceId: z.string().check(z.regex(/^\w+$/, 'not the id of a service: letters and digits')),
    /** The host under which paths are cached. */
    host: host(),
    /** Whether what is purged may still be served as stale while it is fetched anew; not where everything is purged. */
    soft: z._default(z.boolean(), true),
  }),
  price: { dollarsPerItem: priceBook.fastlyUsdPerPurge.value, freeItemsPerMonth: 0 },
  ownName: ({ serviceId }) => serviceId,
  tagsHeedCase: true,
  pathRules: [
    {
      says: 'a path has no "." or ".." between slashes; purge what it means',
      keeps: (path) => !/\/(\.|%2e){1,2}(?=[/?]|$)/i.test(path),
    },
  ],
  noQueriesBecause:
    'true cannot be with Fastly, which purges each query string of a path by itself; leave query strings out of the cache key, or purge by tags',
});
