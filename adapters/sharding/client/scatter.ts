import type { Route } from '../../../core/sharding/map/key-router.ts';
import { CredentialsRefused, ShardDown } from '../../postgres/shard-error.ts';

/** How much is asked at once. */
export interface ScatterOptions {
  /** Most transactions at once, over all shards. @default 16 */
  readonly concurrency?: number;
}

/** What came of a transaction in every slot of a shard. */
export interface Scattered<T> {
  readonly shard: string;
  readonly values: readonly { readonly slot: number; readonly value: T }[];
  readonly errors: readonly { readonly slot: number; readonly error: unknown }[];
}

interface Gathered<T> {
  readonly values: { slot: number; value: T }[];
  readonly errors: { slot: number; error: unknown }[];
  /** Why no more of this shard's slots is asked. */
  down: unknown;
}

/** Runs one slot after the other, shards in turn, so many at once. A shard that is down is asked no more. */
export async function scatter<T>(
  routes: readonly Route[],
  run: (slot: number) => Promise<T>,
  { concurrency = 16 }: ScatterOptions,
): Promise<readonly Scattered<T>[]> {
  const gathered = new Map<string, Gathered<T>>();
  const waiting = inTurn(routes);
  const work = async () => {
    for (let route = waiting.shift(); route !== undefined; route = waiting.shift()) {
      const of = gathered.get(route.shard) ?? { values: [], errors: [], down: null };
      gathered.set(route.shard, of);
      await runOne(route.slot, of, run);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, work));
  return [...gathered]
    .map(([shard, { values, errors }]) => ({ shard, values, errors }))
    .sort((a, b) => (a.shard < b.shard ? -1 : 1));
}

async function runOne<T>(slot: number, of: Gathered<T>, run: (slot: number) => Promise<T>): Promise<void> {
  if (of.down !== null) {
    of.errors.push({ slot, error: of.down });
    return;
  }
  try {
    of.values.push({ slot, value: await run(slot) });
  } catch (error) {
    if (error instanceof ShardDown || error instanceof CredentialsRefused) of.down = error;
    of.errors.push({ slot, error });
  }
}

/** The first of each shard, then the second of each: so all shards work at the same time. */
function inTurn(routes: readonly Route[]): Route[] {
  const seen = new Map<string, number>();
  const ranked = routes.map((route) => {
    const rank = seen.get(route.shard) ?? 0;
    seen.set(route.shard, rank + 1);
    return { route, rank };
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ route }) => route);
}
