import type { Description } from './describe.ts';
import type { Route } from './map/key-router.ts';
import type { Goal, Plan } from './planning/plan.ts';
import type { ShardingWorld } from './planning/sharding.ts';

/** What somebody asks of a keyspace. */
export type Question =
  | { readonly is: 'resolve'; readonly keys: readonly string[] }
  | { readonly is: 'describe' }
  | { readonly is: 'plan'; readonly goal: Goal };

/** What answering needs. */
export interface Asked extends ShardingWorld {
  readonly keyspace: string;
  /** Where keys are, by the map as this process has it. Rejects for what cannot be a key. */
  routes(keys: readonly string[]): Promise<readonly Route[]>;
  nowMs(): number;
}

export type KeyspaceAnswer =
  | { readonly routes: readonly (Route & { readonly key: string })[] }
  | { readonly description: Description }
  | { readonly plan: Plan };

/** Answers what was asked; it reads, and changes nothing. What plans is loaded where it is asked for: most ask where keys are. */
export async function answer(question: Question, asked: Asked): Promise<KeyspaceAnswer> {
  if (question.is === 'resolve') return { routes: await resolve(question.keys, asked) };
  const { describe, plan } = await import('./describe.ts');
  return question.is === 'describe'
    ? { description: await describe(asked) }
    : { plan: await plan(question.goal, asked) };
}

async function resolve(keys: readonly string[], { routes }: Asked) {
  return (await routes(keys)).map((route, index) => ({ key: keys[index] ?? '', ...route }));
}
