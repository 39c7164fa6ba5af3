import * as z from 'zod/mini';
import { refetchUsd } from '../../prices/refetch-usd.ts';
import { count, number, orNull, positive, seconds, text } from '../../schema/fields.ts';
import { oneOf } from '../../schema/one-of.ts';
import { cdnSchemas } from './cdn-kinds.ts';
import { host } from './cdns/any-kind/host.ts';

const folderPath = () => z.string().check(z.regex(/^(\/[^/*]+)*$/, 'not empty, and no folder such as /site'));

/** A bucket behind the CDN, and where its objects appear. */
const bucket = z.strictObject({
  /** The name of the bucket. */
  bucket: text(),
  /** The folder of the bucket that is served; empty for all of it. */
  originPath: z._default(folderPath(), ''),
  /** The beginning of the paths under which it is served; empty for none. */
  pathPrefix: z._default(folderPath(), ''),
  /** How viewers write a space of an object's name, where all write it alike; `both` costs a path more for each such object. */
  spacesAs: z._default(z.enum(['both', '%20', '+']), 'both'),
});

const purgeModes = ['off', 'recommend', 'on'] as const;

/** Everything about one thing to purge: a CDN in front of a site. */
export const purgeSchema = z.strictObject({
  schema: z._default(z.literal(1), 1),
  /** `off` and `recommend` purge nothing; `recommend` says what it would purge. */
  mode: z._default(z.enum(purgeModes), 'on'),
  /** What caches, by its kind. */
  cdn: oneOf(cdnSchemas),
  /** Buckets behind the CDN: what changes in them is purged. */
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
export type BucketConfig = PurgeConfig['buckets'][number];
