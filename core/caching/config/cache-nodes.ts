import * as z from 'zod/mini';
import { orNull, text } from '../../schema/fields.ts';
import { readBy } from '../../schema/take-apart.ts';

const schema = z.strictObject({
  /** E.g. `cache.t4g.small`. */
  nodeType: z.string().check(z.regex(/^cache\.[a-z0-9]+\.[a-z0-9]+$/, 'not a type of node; give e.g. cache.t4g.small')),
  /** Parts that keys are spread over, each with nodes of its own; null for no cluster, which one node serves. */
  shards: orNull(z.int().check(z.gte(1), z.lte(500))),
  /** Nodes beside each that is written to, in other zones; one of them takes over where that fails. */
  replicas: z._default(z.int().check(z.gte(0), z.lte(5)), 1),
  /** The engine of the nodes. */
  engine: z._default(z.enum(['valkey', 'redis']), 'valkey'),
  /** Null for the newest that is known to work. */
  engineVersion: orNull(text()),
  /** By IAM, or by a password that is made for it. */
  login: z._default(z.enum(['iam', 'password']), 'iam'),
});

/** Nodes of ElastiCache, as people write them. */
export type NodesInput = z.input<typeof schema>;
/** The same with all that was left out. */
export type NodesConfig = Readonly<z.output<typeof schema>>;

export const nodesSchema = schema;

/** Reads what is said of nodes. Throws `InvalidInput` naming the field, the value and the fix. */
export function parseNodes(input: unknown): NodesConfig {
  return readBy(schema, input);
}
