import * as z from 'zod/mini';
import { priceBook } from '../../../prices/price-book.ts';
import { orNull, text } from '../../../schema/fields.ts';
import { cdnKind } from './any-kind/cdn-kind.ts';

/** A distribution of CloudFront, or a tenant of one. */
export const cloudFront = cdnKind({
  schema: z.strictObject({
    /** The id of the distribution. */
    distributionId: text(),
    /** The tenant of a multi-tenant distribution; null for the distribution itself. */
    tenantId: orNull(text()),
  }),
  price: {
    dollarsPerItem: priceBook.cloudFrontUsdPerPath.value,
    freeItemsPerMonth: priceBook.cloudFrontFreePathsPerMonth.value,
  },
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
