import * as z from 'zod/mini';
import { InvalidInput } from '../../model/errors.ts';
import { checkAll } from '../../schema/all-faults.ts';
import { kmsKeyArn, roleName, securityGroupId } from '../../schema/aws-names.ts';
import { declaredEvent } from '../../schema/declared-event.ts';
import { orNull } from '../../schema/fields.ts';
import { checkNetwork, networkFields } from '../../schema/network.ts';
import type { Own, Section } from '../../schema/section.ts';
import { readBy } from '../../schema/take-apart.ts';
import { checkCacheName } from './cache-name.ts';
import { nodesSchema } from './cache-nodes.ts';
import { cacheServerSchema } from './cache-server.ts';
import { parseKeyPattern } from './key-pattern.ts';
import { missCostSchema } from './miss-cost.ts';

const stream = /^arn:aws[\w-]*:dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]+\/stream\/\S+$/;

/** Everything about one cache: its nodes, and what is taken out of it. */
const schema = z.strictObject({
  /** What is made; null where it is `existing`. */
  nodes: orNull(
    z.extend(nodesSchema, {
      /** A KMS key of your own for the nodes. */
      encryptionKeyArn: orNull(kmsKeyArn()),
    }),
  ),
  /** What is there already; null where `nodes` are made. */
  existing: orNull(
    z.extend(cacheServerSchema, {
      /** The security group of the cache; null where the function that invalidates is let in already. */
      securityGroupIds: orNull(z.array(securityGroupId()).check(z.minLength(1))),
      /** The KMS key of the password's secret, where it has one of its own. */
      secretKeyArn: orNull(kmsKeyArn()),
    }),
  ),
  /** Where nodes are made and the function stands; null for where the deployment's functions stand. */
  network: orNull(z.strictObject(networkFields)),
  /** Streams of tables whose changed rows are taken out. */
  tables: z._default(
    z.array(
      z.strictObject({
        /** The stream of the table. */
        streamArn: z
          .string()
          .check(z.regex(stream, 'not a stream; give its ARN, as "aws dynamodb describe-table" prints it')),
        /** The keys that a row has a part in, attributes in brackets. */
        keys: z._default(z.array(z.string()), []),
        /** The tags of values that it has a part in. */
        tags: z._default(z.array(z.string()), []),
        /** The KMS key of the table, where it has one of its own. */
        encryptionKeyArn: orNull(kmsKeyArn()),
      }),
    ),
    [],
  ),
  /** Events "Cache Keys Changed" of the default bus, as EventBridge matches them. */
  events: z._default(z.array(declaredEvent()), []),
  /** Whether there is a queue for whoever relays an outbox. */
  outbox: z._default(z.boolean(), false),
  /** What a miss costs the database; null where that is not known. */
  missCost: orNull(missCostSchema),
  /** Whether what was used longest ago is taken out before fewer node groups are said to pay. */
  shrinksFirst: z._default(z.boolean(), false),
  /** The roles of applications that use it. */
  applications: z._default(z.array(roleName()), []),
});

/** One cache as a config file says it. */
type DeclaredCacheInput = z.input<typeof schema>;

/** A cache as it is deployed. */
export interface DeclaredCache extends Readonly<z.output<typeof schema>> {
  readonly config: { readonly cache: string };
}

export const caches: Section<DeclaredCacheInput, DeclaredCache> = { parse, written: () => schema, own, tell };

/** Reads one cache of a config file. Throws `InvalidInput` naming the field, the value and the fix. */
function parse(cache: string, input: unknown): DeclaredCache {
  const said = readBy(schema, input);
  checkAll(
    () => checkCacheName(cache),
    () => {
      if ((said.nodes === null) !== (said.existing === null)) return;
      throw new InvalidInput('nodes', 'give nodes, which are made, or what is existing: one of the two');
    },
    () => checkNetwork(said.network),
    ...said.tables.map((table, index) => () => checkTable(table, `tables[${index}]`)),
  );
  return { ...said, config: { cache } };
}

function checkTable({ keys, tags }: DeclaredCache['tables'][number], field: string): void {
  if (keys.length + tags.length === 0)
    throw new InvalidInput(`${field}.keys`, 'is empty; say which keys or tags its rows have');
  checkAll(
    ...keys.map((key) => () => parseKeyPattern(key, `${field}.keys`)),
    ...tags.map((tag) => () => parseKeyPattern(tag, `${field}.tags`)),
  );
}

/** Caches of other names in one server take nothing from each other. */
function own(): readonly Own[] {
  return [];
}

function tell({ nodes, existing }: DeclaredCache): string {
  if (nodes === null) return `at ${existing?.host}`;
  const { nodeType, shards, replicas, engine } = nodes;
  return `${engine}, ${(shards ?? 1) * (1 + replicas)} of ${nodeType}`;
}
