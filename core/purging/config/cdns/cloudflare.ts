import * as z from 'zod/mini';
import { priceBook } from '../../../prices/price-book.ts';
import { orNull } from '../../../schema/fields.ts';
import { asItIs } from './any-kind/as-it-is.ts';
import { cdnKind } from './any-kind/cdn-kind.ts';
import { host } from './any-kind/host.ts';
import { key } from './any-kind/key.ts';
import { noDots } from './any-kind/no-dots.ts';

/** What a zone may be paid by. */
export const cloudflarePlans = ['free', 'pro', 'business', 'enterprise'] as const;

/** A host of a zone of Cloudflare. */
export const cloudflare = cdnKind({
  schema: z.strictObject({
    ...key,
    /** The id of the zone. */
    zoneId: z.string().check(z.regex(/^[0-9a-f]{32}$/, 'not the id of a zone: 32 hexadecimal digits')),
    /** The host under which paths are cached. */
    host: host(),
    /** The plan of the zone, by which it takes more paths in a request; null for what every plan has ever taken. */
    plan: orNull(z.enum(cloudflarePlans)),
  }),
  price: { dollarsPerItem: priceBook.cloudflareUsdPerPurge.value, freeItemsPerMonth: 0 },
  ownName: ({ zoneId }) => zoneId,
  tagsHeedCase: false,
  // It puts addresses into the normal form of RFC 3986, in which "~" stands as it is.
  asItIs: `${asItIs}~`,
  pathRules: [noDots],
  noQueriesBecause: null,
});
