import * as z from 'zod/mini';
import { InvalidInput } from '../../core/model/errors.ts';
import type { Goal } from '../../core/sharding/planning/plan.ts';

const name = z.string().check(z.minLength(1));

const goalSchema = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('balance') }),
  z.strictObject({ is: z.literal('drain'), shard: name }),
  z.strictObject({ is: z.literal('add'), shards: z.array(name).check(z.minLength(1)) }),
  z.strictObject({ is: z.literal('split'), shard: name, to: name }),
  z.strictObject({ is: z.literal('merge'), shard: name, to: name }),
  z.strictObject({ is: z.literal('move'), slot: z.int().check(z.nonnegative()), to: name }),
]);

const mostKeys = 1000;

const requestSchema = z.strictObject({
  keyspace: z.optional(z.string()),
  resolve: z.optional(z.union([name, z.array(name).check(z.minLength(1), z.maxLength(mostKeys))])),
  describe: z.optional(z.literal(true)),
  plan: z.optional(goalSchema),
  /** Nothing is ever changed here; taken so that every test event can say it. */
  dryRun: z.optional(z.boolean()),
});

/** What somebody asks of the router. */
export type RouterRequest =
  | { readonly is: 'resolve'; readonly keys: readonly string[] }
  | { readonly is: 'describe' }
  | { readonly is: 'plan'; readonly goal: Goal };

/** Throws `InvalidInput` naming what is wrong and how to ask. */
export function readRequest(event: unknown, keyspace: string): RouterRequest {
  const parsed = requestSchema.safeParse(event);
  if (!parsed.success) {
    const at = parsed.error.issues[0]?.path.join('.') || 'event';
    throw new InvalidInput(at, `is not understood; ${howToAsk}`);
  }
  const { resolve, describe, plan } = parsed.data;
  if (parsed.data.keyspace !== undefined && parsed.data.keyspace !== keyspace) {
    throw new InvalidInput('keyspace', `"${parsed.data.keyspace}" is another; this function knows "${keyspace}" alone`);
  }
  if ([resolve, describe, plan].filter((asked) => asked !== undefined).length !== 1) {
    throw new InvalidInput('event', `asks for none or for several things; ${howToAsk}`);
  }
  if (resolve !== undefined) return { is: 'resolve', keys: typeof resolve === 'string' ? [resolve] : resolve };
  return plan === undefined ? { is: 'describe' } : { is: 'plan', goal: plan };
}

const howToAsk =
  'give one of { "resolve": "<key>" } (or up to 1,000 keys), { "describe": true }, { "plan": { "is": "balance" } }';
