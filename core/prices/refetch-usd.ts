import { priceBook } from './price-book.ts';

const refetchedGb = 1e-4;
const exact = priceBook.s3UsdPerThousandGets.value / 1000 + refetchedGb * priceBook.internetUsdPerGb.value;

/** What it costs to fetch an object of 100 kB from its origin: an S3 GET, and the way out of AWS; up to the next $0.00001. */
export const refetchUsd = Math.ceil(exact * 1e5) / 1e5;
