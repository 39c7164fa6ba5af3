import * as z from 'zod/mini';
import { priceBook } from '../../../prices/price-book.ts';
import { asItIs } from './any-kind/as-it-is.ts';
import { cdnKind } from './any-kind/cdn-kind.ts';
import { host } from './any-kind/host.ts';
import { key } from './any-kind/key.ts';
import { noDots } from './any-kind/no-dots.ts';

/** A service of Fastly. Its tags are surrogate keys, which heed case. */
export const fastly = cdnKind({
  schema: z.strictObject({
    ...key,
    /** The id of the service. */
    serviceId: z.string().check(z.regex(/^\w+$/, 'not the id of a service: letters and digits')),
    /** The host under which paths are cached. */
    host: host(),
    /** Whether what is purged may still be served as stale while it is fetched anew; not where everything is purged. */
    soft: z._default(z.boolean(), true),
  }),
  price: { dollarsPerItem: priceBook.fastlyUsdPerPurge.value, freeItemsPerMonth: 0 },
  ownName: ({ serviceId }) => serviceId,
  tagsHeedCase: true,
  // A browser leaves "~" as it is, and Fastly takes an address as it comes.
  asItIs: `${asItIs}~`,
  pathRules: [noDots],
  noQueriesBecause:
    'true cannot be with Fastly, which purges each query string of a path by itself; leave query strings out of the cache key, or purge by tags',
});
