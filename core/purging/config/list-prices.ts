import { priceBook } from '../../prices/price-book.ts';
import type { CdnKind } from './purge.ts';

/** What a kind of CDN takes for purging, by list. */
interface CdnPrice {
  readonly dollarsPerItem: number;
  /** Of a whole account. */
  readonly freeItemsPerMonth: number;
}

export const cdnPrices: Readonly<Record<CdnKind, CdnPrice>> = {
  cloudfront: {
    dollarsPerItem: priceBook.cloudFrontUsdPerPath.value,
    freeItemsPerMonth: priceBook.cloudFrontFreePathsPerMonth.value,
  },
  fastly: { dollarsPerItem: priceBook.fastlyUsdPerPurge.value, freeItemsPerMonth: 0 },
  cloudflare: { dollarsPerItem: priceBook.cloudflareUsdPerPurge.value, freeItemsPerMonth: 0 },
};
