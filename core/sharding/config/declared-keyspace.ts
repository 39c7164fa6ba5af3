import * as z from 'zod/mini';
import { InvalidInput } from '../../model/errors.ts';
import { kmsKeyArn, roleName, secretArn, securityGroupId } from '../../schema/aws-names.ts';
import { orNull, text } from '../../schema/fields.ts';
import { checkNetwork, networkFields } from '../../schema/network.ts';
import { oneOf, withBeside } from '../../schema/one-of.ts';
import type { Own, Section } from '../../schema/section.ts';
import { isRecord, readBy, takeApart } from '../../schema/take-apart.ts';
import { within } from '../../schema/within.ts';
import { type KeyspaceConfig, type KeyspaceInput, keyspaceSchema } from './keyspace.ts';
import { parseKeyspace } from './parse-keyspace.ts';
import { type ShardKindName, shardSchemas } from './shard-kinds.ts';

/** What a config file says of a keyspace that is not stored, but goes into what is deployed. */
const beside = z.strictObject({
  /** Where its functions stand, for shards that are reached inside a network; null for none. */
  network: orNull(z.strictObject(networkFields)),
  /** The roles of applications that use it. */
  applications: z._default(z.array(roleName()), []),
});

/** What is said of a shard of each kind beside what is stored. A kind without a line has nothing. */
const shardImports = {
  postgres: z.strictObject({
    /** The Aurora cluster, or the RDS instance, by its identifier: one of the two. */
    cluster: orNull(text()),
    /** The RDS instance, where it is not an Aurora cluster. */
    instance: orNull(text()),
    /** The security groups of the server, which then let the functions in. */
    securityGroupIds: z.array(securityGroupId()).check(z.minLength(1)),
    /** The KMS keys of the secrets, where they have their own. */
    ownerSecretKeyArn: orNull(kmsKeyArn()),
    /** The KMS key of the secret of applications. */
    applicationSecretKeyArn: orNull(kmsKeyArn()),
  }),
  'dynamodb-table': z.strictObject({
    /** The KMS key of the table, where it has one of its own. */
    encryptionKeyArn: orNull(kmsKeyArn()),
  }),
} satisfies { readonly [K in ShardKindName]?: z.ZodMiniObject };

/** A name of a secret would do for the functions, and not for what they are granted. */
const secretsWhole = z.object({
  ownerSecretArn: z.optional(secretArn()),
  applicationSecretArn: z.nullish(secretArn()),
});

type ImportsByKind = typeof shardImports;
export type ShardImport<K extends ShardKindName = ShardKindName> = K extends keyof ImportsByKind
  ? Readonly<z.output<ImportsByKind[K]>>
  : Readonly<Record<never, never>>;

type ShardInput = KeyspaceInput['shards'][string];
type WithImport<Shard> = Shard extends { readonly kind: infer K extends ShardKindName }
  ? Shard & (K extends keyof ImportsByKind ? z.input<ImportsByKind[K]> : unknown)
  : never;

/** One keyspace as a config file says it. */
type DeclaredKeyspaceInput = Omit<KeyspaceInput, 'shards'> &
  z.input<typeof beside> & { readonly shards: Readonly<Record<string, WithImport<ShardInput>>> };

/** A keyspace as it is deployed. */
export interface DeclaredKeyspace extends Readonly<z.output<typeof beside>> {
  readonly config: KeyspaceConfig;
  /** By the shard's name. */
  readonly imports: Readonly<Record<string, ShardImport>>;
}

export const keyspaces: Section<DeclaredKeyspaceInput, DeclaredKeyspace> = {
  parse,
  written: () =>
    z.extend(keyspaceSchema, {
      ...beside.shape,
      /** What holds the slots, each by a name of your own. */
      shards: z.record(z.string(), oneOf(withBeside(shardSchemas, shardImports))),
    }),
  own,
  tell: ({ config: { mode, shards } }) => `${mode}, shards ${Object.keys(shards).join(', ')}`,
};

/** Reads one keyspace of a config file. Throws `InvalidInput` naming the field, the value and the fix. */
function parse(keyspace: string, input: unknown): DeclaredKeyspace {
  const { named, rest } = takeApart(beside, input);
  const shards = isRecord(rest) && isRecord(rest.shards) ? rest.shards : {};
  const apart = Object.entries(shards).map(([name, shard]) => {
    const schema = importOf(isRecord(shard) ? String(shard.kind) : '');
    return { name, schema, ...takeApart(schema, shard) };
  });
  const stored = Object.fromEntries(apart.map((one) => [one.name, one.rest]));
  const config = parseKeyspace(keyspace, isRecord(rest) && isRecord(rest.shards) ? { ...rest, shards: stored } : rest);
  const imports = apart.map(({ name, schema, named: said }) => {
    const read = () => {
      readBy(secretsWhole, shards[name]);
      return oneServer(readBy(schema, said) as ShardImport);
    };
    return [name, within(`shards.${name}`, read)] as const;
  });
  const said = readBy(beside, named);
  checkWays(said.network, imports);
  return { ...said, config, imports: Object.fromEntries(imports) };
}

/** The same as the construct asks for. */
function checkWays(network: DeclaredKeyspace['network'], imports: readonly (readonly [string, ShardImport])[]): void {
  const inside = imports.find(([, one]) => 'securityGroupIds' in one)?.[0];
  if (network === null && inside !== undefined) {
    const says = `is missing; ${inside} is reached inside a network, so give network: { vpcId, subnetIds }`;
    throw new InvalidInput('network', says);
  }
  checkNetwork(network);
}

function importOf(kind: string): z.ZodMiniObject {
  return Object.hasOwn(shardImports, kind) ? shardImports[kind as keyof ImportsByKind] : z.strictObject({});
}

function oneServer(said: ShardImport): ShardImport {
  if (!('cluster' in said) || (said.cluster === null) !== (said.instance === null)) return said;
  const both = said.cluster === null ? 'neither cluster nor instance is there' : 'cluster and instance are both there';
  throw new InvalidInput('cluster', `${both}; give the identifier of the one that the server is`);
}

/** What a keyspace has to itself: the place of each of its shards. */
function own({ config: { keyspace, shards } }: DeclaredKeyspace): readonly Own[] {
  return Object.entries(shards).map(([name, shard]) => {
    const names = Object.entries(shard).filter(([field]) => !isNoPlace.test(field));
    const told = names.map(([, value]) => String(value)).join(' ');
    const does = `keep slots in ${told}, and would take each other's`;
    return { field: `shards.${name}`, who: `${keyspace}/${name}`, place: told, does };
  });
}

/** What may differ of one and the same place: how much it carries, and how it is let in. */
const isNoPlace = /^(weight|port)$|Arn$/;
