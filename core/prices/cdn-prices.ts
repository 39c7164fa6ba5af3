interface CdnPrice {
  readonly dollarsPerItem: number;
  readonly freeItemsPerMonth: number;
}

/** What CDNs take for purging, by list: dollars for an item, and items a month that are free. */
export const cdnPrices = {
  /** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PayingForInvalidation.html */
  cloudfront: { dollarsPerItem: 0.005, freeItemsPerMonth: 1000 },
  /** Included: https://www.fastly.com/documentation/guides/full-site-delivery/purging */
  fastly: { dollarsPerItem: 0, freeItemsPerMonth: 0 },
  /** Included in every plan: https://developers.cloudflare.com/cache/how-to/purge-cache */
  cloudflare: { dollarsPerItem: 0, freeItemsPerMonth: 0 },
} as const satisfies Readonly<Record<string, CdnPrice>>;
