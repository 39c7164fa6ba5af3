import { InvalidInput } from '../model/errors.ts';
import { hitRatio, type SeenUse } from './curve-sampler.ts';

/** A size of node that may be had. */
export interface NodeOffer {
  readonly name: string;
  readonly bytes: number;
  readonly usdPerHour: number;
}

interface Sizing {
  readonly seen: SeenUse;
  readonly requestsPerSecond: number;
  /** What the database takes for one miss, in US dollars. */
  readonly usdPerMiss: number;
  readonly offers: readonly NodeOffer[];
  /** Most nodes of a size that keys are spread over. */
  readonly mostNodes: number;
  /** Nodes that hold the same keys, the one that is written to included. */
  readonly copies: number;
}

/** A size and a count, with what it comes to in an hour. */
export interface SizeChoice {
  /** Null where no cache is cheapest. */
  readonly offer: NodeOffer | null;
  readonly nodes: number;
  readonly keys: number;
  readonly hitRatio: number;
  readonly usdPerHour: number;
  /** For nodes alone. */
  readonly nodesUsdPerHour: number;
}

/** The share of a node's memory for values; the rest is for connections, buffers and copies on write, as ElastiCache reserves by default. */
const usableShare = 0.75;
/** What an item takes beside its value: key, lease, expiry and tables of Redis, in bytes. */
const bytesBesideValue = 150;
const secondsPerHour = 3600;

/**
 * The size and count whose nodes and misses together cost least, and all that were weighed, the cheapest first. No cache is
 * one of them. Throws `InvalidInput` where values were never weighed.
 */
export function sizeFor({
  seen,
  requestsPerSecond,
  usdPerMiss,
  offers,
  mostNodes,
  copies,
}: Sizing): readonly SizeChoice[] {
  if (!(seen.meanBytes > 0)) throw new InvalidInput('meanBytes', 'expected the mean size of values; none was seen yet');
  const missesUsd = (ratio: number) => requestsPerSecond * (1 - ratio) * usdPerMiss * secondsPerHour;
  const choices = offers.flatMap((offer) =>
    Array.from({ length: mostNodes }, (_, before): SizeChoice => {
      const nodes = before + 1;
      const keys = Math.floor((nodes * offer.bytes * usableShare) / (seen.meanBytes + bytesBesideValue));
      const ratio = hitRatio(seen, keys);
      const nodesUsdPerHour = nodes * copies * offer.usdPerHour;
      return { offer, nodes, keys, hitRatio: ratio, nodesUsdPerHour, usdPerHour: nodesUsdPerHour + missesUsd(ratio) };
    }),
  );
  const none = { offer: null, nodes: 0, keys: 0, hitRatio: 0, nodesUsdPerHour: 0, usdPerHour: missesUsd(0) };
  return [none, ...choices].sort((a, b) => a.usdPerHour - b.usdPerHour);
}
