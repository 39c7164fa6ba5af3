import * as z from 'zod/mini';
import { secretArn } from '../../schema/aws-names.ts';
import { orNull, text } from '../../schema/fields.ts';
import { oneOf } from '../../schema/one-of.ts';
import { readBy } from '../../schema/take-apart.ts';

/** How a server lets one in. */
const loginKinds = {
  /** By the credentials of the process: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html. */
  iam: z.strictObject({
    /** The user of the server, whose id and name are one. */
    user: text(),
    /** The replication group, or the serverless cache, by its name. */
    cacheName: text(),
    /** Whether it is a serverless cache. */
    isServerless: z._default(z.boolean(), false),
  }),
  password: z.strictObject({
    /** The secret that holds the password. */
    secretArn: secretArn(),
    /** The field of the secret's JSON; null where the secret is the password. */
    secretField: orNull(text()),
    /** Null for the one whom a password alone means. */
    user: orNull(text()),
  }),
};

const schema = z.strictObject({
  /** The host of the server. */
  host: text(),
  /** The port of it. */
  port: z._default(z.int().check(z.gt(0), z.lt(65536)), 6379),
  /** Whether keys are spread over several nodes, of which the host is any, or a name for all. */
  cluster: z._default(z.boolean(), false),
  /** Whether it is spoken to by TLS. */
  tls: z._default(z.boolean(), true),
  /** Null where whoever reaches it is let in. */
  login: orNull(oneOf(loginKinds)),
});

/** Where a cache is and how it lets one in: what `openCache` needs to know, without a secret. */
export type CacheServer = Readonly<z.output<typeof schema>>;
export type CacheServerInput = z.input<typeof schema>;
export type CacheLogin = NonNullable<CacheServer['login']>;

export const cacheServerSchema = schema;

/** Reads where a cache is. Throws `InvalidInput` naming the field, the value and the fix. */
export function parseCacheServer(input: unknown): CacheServer {
  return readBy(schema, input);
}
