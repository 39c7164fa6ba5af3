import * as z from 'zod/mini';
import { count, orNull, positive, text } from '../../schema/fields.ts';
import { oneOf } from '../../schema/one-of.ts';
import { shardSchemas } from './shard-kinds.ts';

const shardName = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9-]{0,30}$/, 'not a name of small letters, digits and "-" that begins with a letter'));

const shardingModes = ['off', 'recommend', 'on'] as const;

/** Everything about one keyspace: keys, the slots they hash to, and the shards that own the slots. */
export const keyspaceSchema = z.strictObject({
  schema: z._default(z.literal(1), 1),
  /** Moves that the balancer plans: `off` plans none, `recommend` proposes them, `on` starts them. A person's moves always run. */
  mode: z._default(z.enum(shardingModes), 'recommend'),
  /** The map has 2^bits slots; fixed for life. */
  bits: z._default(z.int().check(z.gte(1), z.lte(16)), 8),
  /** The seed of the hash; fixed for life. */
  seed: z._default(count(), 0),
  /** What holds the slots, each by a name of your own. */
  shards: z.record(shardName, oneOf(shardSchemas)),
  /** The role that applications use on PostgreSQL; it is let into a slot's schema when the slot opens. */
  applicationRole: z._default(text(), 'application'),
  /**
   * What the stream between two PostgreSQL servers must at least be: `verify-full` wants a file on the server that takes, by
   * which it believes the other's certificate (RDS and Aurora have one); `require` takes anybody's word for who it is.
   */
  streams: z._default(z.enum(['verify-full', 'require']), 'verify-full'),
  /**
   * What DynamoDB tables must be: `alike` lets a slot go only where items expire, are heard of, are found and are kept as
   * before (time to live, stream, indexes, encryption, capacity mode, class); `any` takes the target as it is.
   */
  tables: z._default(z.enum(['alike', 'any']), 'alike'),
  /** The column that holds the key, in every table and its primary key, on PostgreSQL; pins need it. */
  keyColumn: orNull(text()),
  /** Nothing is moved until the fullest shard carries this factor of the mean... */
  startAbove: z._default(z.number().check(z.gt(1)), 1.25),
  /** ...and then until no shard carries more than this factor of it. */
  stopAt: z._default(z.number().check(z.gt(1)), 1.1),
  /** Slots that must not share a shard, by key pinned or slot number. */
  apart: z._default(z.array(z.array(text())), []),
  /** Most that one window may move, bytes; null for no limit. */
  mostBytesPerWindow: orNull(positive()),
  /** How long that window is. */
  windowHours: z._default(positive(), 24),
  /** How long a slot rests after a move. */
  restHours: z._default(z.number().check(z.nonnegative()), 24),
  /** How long a move can be taken back. */
  rollbackHours: z._default(z.number().check(z.nonnegative()), 24),
});

export type KeyspaceInput = z.input<typeof keyspaceSchema>;
/** The whole config of one keyspace, checked, defaults filled in. */
export type KeyspaceConfig = Readonly<z.output<typeof keyspaceSchema>> & { readonly keyspace: string };
