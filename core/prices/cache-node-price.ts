/** What a node of ElastiCache holds and costs. */
export interface CacheNodePrice {
  readonly nodeType: string;
  /** `maxmemory`: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html. */
  readonly bytes: number;
  /** On demand. */
  readonly usdPerHour: number;
}

/**
 * GiB of a node, and dollars an hour with Redis, on demand, in us-east-1, as the price list of AWS gave them on 2026-10-02
 * (https://aws.amazon.com/elasticache/pricing/). Of the families of Graviton that are made today.
 */
const nodes: Readonly<Record<string, readonly [gib: number, redisUsdPerHour: number]>> = {
  't4g.micro': [0.5, 0.016],
  't4g.small': [1.37, 0.032],
  't4g.medium': [3.09, 0.065],
  'm7g.large': [6.38, 0.158],
  'm7g.xlarge': [12.93, 0.315],
  'm7g.2xlarge': [26.04, 0.629],
  'm7g.4xlarge': [52.82, 1.257],
  'm7g.8xlarge': [103.68, 2.514],
  'r7g.large': [13.07, 0.219],
  'r7g.xlarge': [26.24, 0.437],
  'r7g.2xlarge': [52.82, 0.873],
  'r7g.4xlarge': [105.81, 1.745],
  'r7g.8xlarge': [209.55, 3.491],
  'r7g.12xlarge': [317.77, 5.235],
  'r7g.16xlarge': [423.48, 6.981],
};

/** Each type with Valkey costs so much of what it does with Redis, by the same list. */
const shareOf = { redis: 1, valkey: 0.8 } as const;

/** Every type of node whose price is known, with an engine. */
export function cacheNodePrices(engine: keyof typeof shareOf): readonly CacheNodePrice[] {
  return Object.entries(nodes).map(([type, [gib, usd]]) => ({
    nodeType: `cache.${type}`,
    bytes: gib * 2 ** 30,
    usdPerHour: usd * shareOf[engine],
  }));
}
