import * as z from 'zod/mini';
import { priceBook } from '../../../prices/price-book.ts';
import { cdnKind } from './any-kind/cdn-kind.ts';
import { host } from './any-kind/host.ts';
import { key } from './any-kind/key.ts';

/** A host of a zone of Cloudflare. */
export const cloudflare = cdnKind({
  schema: z.strictObject({
    ...key,
    zoneId: z.string().check(z.regex(/^[0-9a-f]{32}$/, 'not the id of a zone: 32 hexadecimal digits')),
    /** The host under which paths are cached. */
    host: host(),
  }),
  price: { dollarsPerItem: priceBook.cloudflareUsdPerPurge.value, freeItemsPerMonth: 0 },
  ownName: ({ zoneId }) => zoneId,
  tagsHeedCase: false,
  pathRules: [],
  noQueriesBecause: null,
});
