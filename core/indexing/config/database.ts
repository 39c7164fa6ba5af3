import * as z from 'zod/mini';
import { count, orNull, positive, text } from '../../schema/fields.ts';

const port = () => z._default(z.int().check(z.gte(1), z.lte(65_535)), 5432);

/** A database of one PostgreSQL server, and who may look into it. */
const server = z.strictObject({
  /** The server that takes writes. */
  host: text(),
  /** The port of it. */
  port: port(),
  /** The database on it. */
  database: text(),
  /** The secret with `username` and `password` of the role that looks. */
  secretArn: text(),
  /** Its replicas by their hosts: an index that one of them alone uses is used. */
  replicas: z._default(z.array(text()), []),
});

const indexingModes = ['off', 'recommend', 'on'] as const;

/** Everything about one database whose indexes are looked at. */
export const databaseSchema = z.strictObject({
  schema: z._default(z.literal(1), 1),
  /**
   * `off` looks at nothing; `recommend` says which indexes would pay, and which do not; `on` makes what pays, one at a time, on the
   * first server before the others, and takes back what does not. What others have made it never drops.
   */
  mode: z._default(z.enum(indexingModes), 'recommend'),
  /** Several where the same tables are on each, as those of a sharded store are: what pays is looked for on the first. */
  servers: z.array(server).check(z.minLength(1)),
  /** The schemas whose tables are looked at. */
  schemas: z._default(z.array(text()).check(z.minLength(1)), ['public']),
  /** How long lies between two looks; what ran in between is what is advised on. */
  lookEveryMinutes: z._default(z.int().check(z.gte(5), z.lte(10_080)), 60),
  /** What all new indexes together may take on one server, bytes, as reckoned from the statistics of their columns. */
  mostBytes: z._default(positive(), 10_000_000_000),
  /** An index has to take off so much of what all statements cost the planner, percent. */
  leastGainPercent: z._default(z.number().check(z.nonnegative(), z.lte(100)), 0.5),
  /** What keeping one index costs for each row that is written, in the planner's units. */
  costOfWrite: z._default(z.number().check(z.nonnegative()), 1),
  /** The role that owns the tables, of which that of the secret is a member; null where it is that itself. For the mode `on` alone. */
  owner: orNull(text()),
  /** An index that was made is judged once it has been there for so long... */
  judgeAfterMinutes: z._default(positive(), 60),
  /** ...and its statements have run so often. */
  judgeCalls: z._default(count().check(z.gte(1)), 100),
  /** Statements that are looked at, of those on which most time is spent. */
  mostStatements: z._default(count().check(z.gte(1), z.lte(300)), 300),
});

export type DatabaseInput = z.input<typeof databaseSchema>;
/** The whole config of one database, checked, defaults filled in. */
export type DatabaseConfig = Readonly<z.output<typeof databaseSchema>> & { readonly database: string };
export type ServerConfig = DatabaseConfig['servers'][number];
