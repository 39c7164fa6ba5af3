import * as z from 'zod/mini';
import { refuseOther } from './keyspaces.ts';
import { type Shape, shape, typed } from './shape.ts';

const name = z.string().check(z.minLength(1));

const goal = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('balance') }),
  z.strictObject({ is: z.literal('drain'), shard: name }),
  z.strictObject({ is: z.literal('add'), shards: z.array(name).check(z.minLength(1)) }),
  z.strictObject({ is: z.literal('split'), shard: name, to: name }),
  z.strictObject({ is: z.literal('merge'), shard: name, to: name }),
  z.strictObject({ is: z.literal('move'), slot: z.int().check(z.nonnegative()), to: name }),
]);

const mostKeys = 1000;

/** What somebody asks of a keyspace. */
type Question =
  | { readonly is: 'resolve'; readonly keys: readonly string[] }
  | { readonly is: 'describe' }
  | { readonly is: 'plan'; readonly goal: z.output<typeof goal> };

const asked = typed({
  keyspace: z.optional(z.string()),
  resolve: z.optional(z.union([name, z.array(name).check(z.minLength(1), z.maxLength(mostKeys))])),
  describe: z.optional(z.literal(true)),
  plan: z.optional(goal),
}).check(
  z.refine(
    ({ resolve, describe, plan }) => [resolve, describe, plan].filter((one) => one !== undefined).length === 1,
    `one question, with up to ${mostKeys} keys, and not several things`,
  ),
);

/** A question to the router of one keyspace. Nothing is ever changed for it; `dryRun` is taken so that every test event can say it. */
export function question(keyspace: string): Shape<Question> {
  return shape('question', asked, (content, wrapping) => {
    refuseOther(content.keyspace, keyspace, wrapping);
    const { resolve, plan } = content;
    if (resolve !== undefined) return { is: 'resolve', keys: typeof resolve === 'string' ? [resolve] : resolve };
    return plan === undefined ? { is: 'describe' } : { is: 'plan', goal: plan };
  });
}
