import * as z from 'zod/mini';
import { count, number, orNull, positive, seconds, text } from './fields.ts';
import { type OfKind, oneOf } from './one-of.ts';

/** What caches, and forgets when told so. A new kind is one line here and one file in `adapters/cdns`. */
const cdnKinds = {
  cloudfront: z.strictObject({
    distributionId: text(),
    /** The tenant of a multi-tenant distribution; null for the distribution itself. */
    tenantId: orNull(text()),
  }),
};

const folderPath = () => z.string().check(z.regex(/^(\/[^/*]+)*$/, 'not empty, and no folder such as /site'));

/** A bucket behind the CDN, and where its objects appear. */
const bucket = z.strictObject({
  bucket: text(),
  /** The folder of the bucket that is served; empty for all of it. */
  originPath: z._default(folderPath(), ''),
  /** The beginning of the paths under which it is served; empty for none. */
  pathPrefix: z._default(folderPath(), ''),
});

const purgeModes = ['off', 'recommend', 'on'] as const;

/** Everything about one thing to purge: a CDN in front of a site. */
export const purgeSchema = z.strictObject({
  schema: z._default(z.literal(1), 1),
  /** `off` and `recommend` purge nothing; `recommend` says what it would purge. */
  mode: z._default(z.enum(purgeModes), 'on'),
  cdn: oneOf(cdnKinds),
  buckets: z._default(z.array(bucket), []),
  /** What a folder shows of its own, e.g. `index.html`; null for nothing. */
  rootObject: orNull(text()),
  /** Whether every folder shows its `rootObject`, not only `/`. */
  folderIndexes: z._default(z.boolean(), false),
  /** Whether the cache tells query strings apart, so that a path has many variants. */
  cachesQueries: z._default(z.boolean(), false),
  /** What is purged where an event names no path: a deployment's success, or the schedule. */
  onDeploy: z._default(z.array(text()), ['/*']),
  /** A burst is over once nothing has changed for this long; it is then purged as a whole. */
  quietSeconds: z._default(seconds(), 5),
  /** No change waits longer than this for its burst to end. */
  mostWaitSeconds: z._default(seconds(), 60),
  /** Most of what did not change that may be purged with what did, percent. */
  collateralPercent: z._default(z.number().check(z.nonnegative(), z.lte(100)), 10),
  /** CloudFront: https://aws.amazon.com/cloudfront/pricing */
  dollarsPerItem: z._default(number().check(z.nonnegative()), 0.005),
  /** Items a month that cost nothing, as far as this account has them to itself. */
  freeItemsPerMonth: z._default(count(), 1000),
  /** A request to the origin and what it sends: an S3 GET, and 100 kB at $0.09 per GB where the origin is not on AWS. */
  dollarsPerRefetch: z._default(positive(), 0.00001),
});

export type PurgeInput = z.input<typeof purgeSchema>;
/** The whole config of one purge, checked, defaults filled in. Null, never undefined, where something is left out. */
export type PurgeConfig = Readonly<z.output<typeof purgeSchema>> & { readonly purge: string };
export type CdnConfig<Kind extends keyof typeof cdnKinds = keyof typeof cdnKinds> = OfKind<typeof cdnKinds, Kind>;
export type BucketConfig = PurgeConfig['buckets'][number];
