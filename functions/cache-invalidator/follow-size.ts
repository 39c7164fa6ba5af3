import type { NodesConfig } from '../../core/caching/config/cache-nodes.ts';
import type { SeenUse } from '../../core/caching/curve-sampler.ts';
import { nodeGroupsThatPay } from '../../core/caching/node-groups-that-pay.ts';
import type { InvalidatedCache } from './touching.ts';

interface SizingWorld {
  nodes(): NodesConfig | null;
  /** Whether its node groups are scaled by what is told here. */
  readonly shrinksFirst: boolean;
  usdPerMiss(): Promise<number | null>;
  nowMs(): number;
  onTrouble(what: string, error: unknown): void;
}

interface Known {
  readonly seen: SeenUse;
  readonly requestsPerSecond: number;
}

/** How much of the function's half minute shrinking may take. */
const mostShrinkingMs = 12_000;

/**
 * How many node groups pay; null where that is not known. Where they are scaled by it, fewer are told only once the cache holds no
 * more than those do: what was used longest ago is taken away before, so that what is lost is what nobody will miss.
 */
export async function followSize(world: SizingWorld, cache: InvalidatedCache, known: Known): Promise<number | null> {
  const nodes = world.nodes();
  if (nodes === null || nodes.shards === null) return null;
  const usdPerMiss = await world.usdPerMiss();
  const present = cache.masters();
  const paying = nodeGroupsThatPay({ nodes, ...known, usdPerMiss, present });
  if (paying === null || paying.count >= present || !world.shrinksFirst) return paying?.count ?? null;
  const untilMs = world.nowMs() + mostShrinkingMs;
  try {
    const { held } = await cache.shrink(paying.keys, () => untilMs - world.nowMs());
    return held <= paying.keys ? paying.count : present;
  } catch (error) {
    world.onTrouble('the cache could not be shrunk before nodes are taken from it', error);
    return present;
  }
}
