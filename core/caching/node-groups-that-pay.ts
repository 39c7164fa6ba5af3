import { cacheNodePrices } from '../prices/cache-node-price.ts';
import type { SizedCache } from './nodes-advice.ts';
import { type SizeChoice, sizeFor } from './size-for.ts';

/** So many node groups are weighed; more are a larger type's work. */
const mostNodeGroups = 16;
/** A change has to save so much of what the nodes cost: keys are moved for it. */
const leastSavedShare = 0.1;

interface Weighed extends SizedCache {
  /** Node groups that there are. */
  readonly present: number;
}

/** How many node groups of its type a cache should have, and how many keys they hold. */
export interface PayingNodeGroups {
  readonly count: number;
  readonly keys: number;
}

/**
 * The count of node groups that costs least with its misses. What is there stays where another would save little. Null where
 * that cannot be said: no cluster, no price of its nodes or of a miss, or values that were never weighed.
 * Why: docs/decisions/0066.
 */
export function nodeGroupsThatPay({
  nodes,
  seen,
  requestsPerSecond,
  usdPerMiss,
  present,
}: Weighed): PayingNodeGroups | null {
  const price = cacheNodePrices(nodes.engine).find(({ nodeType }) => nodeType === nodes.nodeType);
  if (nodes.shards === null || price === undefined || usdPerMiss === null || !(seen.meanBytes > 0)) return null;
  const { nodeType: name, ...offer } = price;
  const choices = sizeFor({
    ...{ seen, requestsPerSecond, usdPerMiss },
    offers: [{ name, ...offer }],
    mostNodes: Math.max(mostNodeGroups, present),
    copies: 1 + nodes.replicas,
  }).filter((one) => one.offer !== null);
  const now = choices.find((one) => one.nodes === present);
  const best = choices[0];
  if (best === undefined) return null;
  return told(now === undefined || saves(now, best) ? best : now);
}

function saves(now: SizeChoice, best: SizeChoice): boolean {
  return now.usdPerHour - best.usdPerHour > leastSavedShare * now.nodesUsdPerHour;
}

const told = ({ nodes: count, keys }: SizeChoice): PayingNodeGroups => ({ count, keys });
