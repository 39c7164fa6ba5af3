import * as z from 'zod/mini';
import { refetchUsd } from '../../prices/refetch-usd.ts';
import { count, number, orNull, positive, seconds, text } from '../../schema/fields.ts';
import { type OfKind, oneOf } from '../../schema/one-of.ts';

/** The name of a host, and nothing else: no scheme, no port, no path. */
const host = () =>
  z
    .string()
    .check(
      z.regex(
        /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
        'not a host such as www.example.com',
      ),
    );

/** Where the key of a CDN outside AWS is kept. */
const key = {
  /** A secret in Secrets Manager, in the Region of the deployment. */
  secretArn: text(),
  /** The field of the secret's JSON that holds the key; null where the secret is the key. */
  secretField: orNull(text()),
};

/** What caches, and forgets when told so. A new kind is one line here and one file in `adapters/purging/cdns`. */
const cdnKinds = {
  cloudfront: z.strictObject({
    distributionId: text(),
    /** The tenant of a multi-tenant distribution; null for the distribution itself. */
    tenantId: orNull(text()),
  }),
  fastly: z.strictObject({
    ...key,
    serviceId: z.string().check(z.regex(/^\w+$/, 'not the id of a service: letters and digits')),
    /** The host under which paths are cached. */
    host: host(),
    /** Whether what is purged may still be served as stale while it is fetched anew; not where everything is purged. */
    soft: z._default(z.boolean(), true),
  }),
  cloudflare: z.strictObject({
    ...key,
    zoneId: z.string().check(z.regex(/^[0-9a-f]{32}$/, 'not the id of a zone: 32 hexadecimal digits')),
    /** The host under which paths are cached. */
    host: host(),
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
  /** What an item costs; null for the list price of the CDN. */
  dollarsPerItem: orNull(number().check(z.nonnegative())),
  /** Items a month that cost nothing, as far as this account has them to itself; null for what the CDN gives everybody. */
  freeItemsPerMonth: orNull(count()),
  /** A request to the origin and what it sends; by default an S3 GET, and 100 kB out of AWS. */
  dollarsPerRefetch: z._default(positive(), refetchUsd),
  /** What is fetched once after it has been purged, so that no visitor waits for it; null for nothing. */
  warmUp: orNull(
    z.strictObject({
      /** The host that is asked, by HTTPS, and no other. */
      host: host(),
      /** The most requested paths, most requested first. */
      paths: z
        .array(z.string().check(z.regex(/^\/[^*\s\\]*$/, 'not a path such as /index.html')))
        .check(z.minLength(1), z.maxLength(100)),
    }),
  ),
});

export type PurgeInput = z.input<typeof purgeSchema>;
/** The whole config of one purge, checked, defaults filled in. Null, never undefined, where something is left out. */
export type PurgeConfig = Readonly<z.output<typeof purgeSchema>> & {
  readonly purge: string;
  readonly dollarsPerItem: number;
  readonly freeItemsPerMonth: number;
};
export type CdnKind = keyof typeof cdnKinds;
export type CdnConfig<Kind extends CdnKind = CdnKind> = OfKind<typeof cdnKinds, Kind>;
export type BucketConfig = PurgeConfig['buckets'][number];
