import * as z from 'zod/mini';
import { kmsKeyArn, secretArn, securityGroupId } from '../../schema/aws-names.ts';
import { orNull } from '../../schema/fields.ts';
import type { Section } from '../../schema/section.ts';
import { isRecord, readBy, takeApart } from '../../schema/take-apart.ts';
import { within } from '../../schema/within.ts';
import { type DatabaseConfig, type DatabaseInput, databaseSchema } from './database.ts';
import { parseDatabase } from './parse-database.ts';
import { serverPlace } from './server-place.ts';

/** What is said of a server that is not stored, but goes into what is deployed. */
const beside = z.strictObject({
  /** The security groups of the server, which then let the advisor in; null where they do already. */
  securityGroupIds: orNull(z.array(securityGroupId()).check(z.minLength(1))),
  /** The KMS key of the secret, where it has one of its own. */
  secretKeyArn: orNull(kmsKeyArn()),
});

/** A name of a secret would do for the advisor, and not for what it is granted. */
const secretWhole = z.object({ secretArn: z.optional(secretArn()) });

export type ServerImport = Readonly<z.output<typeof beside>>;
type ServerInput = DatabaseInput['servers'][number];

/** One database as a config file says it. */
type DeclaredDatabaseInput = Omit<DatabaseInput, 'servers'> & {
  readonly servers: readonly (ServerInput & z.input<typeof beside>)[];
};

/** A database as it is deployed. */
export interface DeclaredDatabase {
  readonly config: DatabaseConfig;
  /** One for each server, in their order. */
  readonly imports: readonly ServerImport[];
}

export const databases: Section<DeclaredDatabaseInput, DeclaredDatabase> = {
  parse,
  written: () =>
    z.extend(databaseSchema, {
      /** Several where the same tables are on each, as those of a sharded store are: what pays is looked for on the first. */
      servers: z.array(z.extend(databaseSchema.shape.servers._zod.def.element, beside.shape)).check(z.minLength(1)),
    }),
  own: ({ config: { database, servers } }) =>
    servers.map((server, at) => {
      const place = serverPlace(server);
      const does = `look at the indexes of ${place}, and would count its statements twice`;
      return { field: `servers[${at}]`, who: database, place, does };
    }),
  tell: ({ config: { mode, servers } }) => `${mode}, ${servers.map(serverPlace).join(', ')}`,
};

/** Reads one database of a config file. Throws `InvalidInput` naming the field, the value and the fix. */
function parse(database: string, input: unknown): DeclaredDatabase {
  const servers = isRecord(input) && Array.isArray(input.servers) ? input.servers : [];
  const apart = servers.map((server: unknown) => ({ server, ...takeApart(beside, server) }));
  const stored = apart.map(({ rest }) => rest);
  const config = parseDatabase(
    database,
    isRecord(input) && Array.isArray(input.servers) ? { ...input, servers: stored } : input,
  );
  const imports = apart.map(({ server, named }, at) =>
    within(`servers[${at}]`, () => {
      readBy(secretWhole, server);
      return readBy(beside, named);
    }),
  );
  return { config, imports };
}
