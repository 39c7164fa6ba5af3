import * as z from 'zod/mini';
import { cdnPrices } from '../../../prices/cdn-prices.ts';
import { orNull, text } from '../../../schema/fields.ts';
import { cdnKind } from './any-kind/cdn-kind.ts';

/** A distribution of CloudFront, or a tenant of one. */
export const cloudFront = cdnKind({
  schema: z.strictObject({
    distributionId: text(),
    /** The tenant of a multi-tenant distribution; null for the distribution itself. */
    tenantId: orNull(text()),
  }),
  price: cdnPrices.cloudfront,
  ownName: ({ distributionId, tenantId }) => tenantId ?? distributionId,
  tagsHeedCase: false,
  pathRules: [
    {
      says: 'a path has no "~"; CloudFront cannot purge one, encoded or not; purge what is above it by a wildcard',
      keeps: (path) => !/~|%7e/i.test(path),
    },
  ],
  noQueriesBecause: null,
});
