import { cacheNodePrices } from '../prices/cache-node-price.ts';
import type { NodesConfig } from './config/cache-nodes.ts';
import type { SeenUse } from './curve-sampler.ts';
import { type SizeChoice, sizeFor } from './size-for.ts';

/** What is known of a cache whose size is to be judged. */
export interface SizedCache {
  readonly nodes: Pick<NodesConfig, 'nodeType' | 'shards' | 'replicas' | 'engine'>;
  readonly seen: SeenUse;
  readonly requestsPerSecond: number;
  /** What the database takes for one miss, in US dollars; null where nobody has said. */
  readonly usdPerMiss: number | null;
}

/** Which nodes a cache should have. */
export interface NodesAdvice {
  /** Null where the price of its nodes is not known. */
  readonly now: SizeChoice | null;
  /** What costs least with its misses; null where nobody has said what one costs. */
  readonly best: SizeChoice | null;
  /**
   * Where nobody has: what a miss must cost at least, and at most, so that the size that it has is best, in US dollars, and
   * which is better outside of that. Null where the price of its nodes is not known.
   */
  readonly bestWhere: {
    readonly from: number;
    readonly to: number | null;
    readonly smaller: SizeChoice | null;
    readonly larger: SizeChoice | null;
  } | null;
}

/** How many parts keys are spread over at most: more is a larger type's work. */
const mostShards = 16;

/** Which type and count of nodes pay. Throws `InvalidInput` where values were never weighed. */
export function adviseNodes({ nodes, seen, requestsPerSecond, usdPerMiss }: SizedCache): NodesAdvice {
  const offers = cacheNodePrices(nodes.engine).map(({ nodeType, ...one }) => ({ name: nodeType, ...one }));
  const mostNodes = nodes.shards === null ? 1 : mostShards;
  const sizing = {
    seen,
    requestsPerSecond,
    usdPerMiss: usdPerMiss ?? 0,
    offers,
    mostNodes,
    copies: 1 + nodes.replicas,
  };
  const choices = sizeFor(sizing);
  const isNow = ({ offer, nodes: count }: SizeChoice) =>
    offer?.name === nodes.nodeType && count === (nodes.shards ?? 1);
  const now = choices.find(isNow) ?? null;
  if (usdPerMiss !== null) return { now, best: choices[0] ?? null, bestWhere: null };
  return { now, best: null, bestWhere: now === null ? null : bestWhere(now, choices, requestsPerSecond) };
}

/** Two sizes cost the same where what one saves in nodes is what its further misses cost. */
function bestWhere(now: SizeChoice, choices: readonly SizeChoice[], requestsPerSecond: number) {
  const missesAnHour = requestsPerSecond * 3600;
  const usdPerMiss = (one: SizeChoice) =>
    (one.nodesUsdPerHour - now.nodesUsdPerHour) / ((one.hitRatio - now.hitRatio) * missesAnHour);
  const cheaper = choices.filter((one) => one.nodesUsdPerHour < now.nodesUsdPerHour);
  // Whoever answers as much for less is better at any price of a miss.
  const asGood = cheaper.filter((one) => one.hitRatio >= now.hitRatio);
  if (asGood.length > 0) {
    const smaller = least(asGood, (one) => one.nodesUsdPerHour);
    return { from: Number.POSITIVE_INFINITY, to: null, smaller, larger: null };
  }
  const smaller = least(cheaper, (one) => -usdPerMiss(one));
  const larger = least(
    choices.filter((one) => one.hitRatio > now.hitRatio && one.nodesUsdPerHour > now.nodesUsdPerHour),
    usdPerMiss,
  );
  return {
    from: smaller === null ? 0 : usdPerMiss(smaller),
    to: larger === null ? null : usdPerMiss(larger),
    smaller,
    larger,
  };
}

function least<T>(all: readonly T[], of: (one: T) => number): T | null {
  return all.reduce<T | null>((best, one) => (best === null || of(one) < of(best) ? one : best), null);
}
