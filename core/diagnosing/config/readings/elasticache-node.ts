import * as z from 'zod/mini';
import { orNull, positive, text } from '../../../schema/fields.ts';
import { meanOf, perSecond } from '../metrics.ts';
import { type ReadingsKindOf, resourceOf } from '../tier-measures.ts';

const schema = z.strictObject({
  /** The id of the cache cluster, which for Valkey and Redis OSS is one node: `shop-0001-001`. */
  node: text(),
  /** Virtual processors of the node. */
  cores: orNull(positive()),
});

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html */
const mostConnections = 65_000;

/**
 * A node of ElastiCache for Valkey or Redis OSS. One thread of it works on commands, whatever processors there are.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html
 */
export const elastiCacheNode = {
  schema,
  is: 'cache',
  measures({ node: CacheClusterId, cores }, periodSeconds) {
    const of = { namespace: 'AWS/ElastiCache', dimensions: { CacheClusterId }, periodSeconds };
    const connections = meanOf(of, 'CurrConnections', 'share', 1 / mostConnections);
    return {
      throughput: perSecond(of, 'GetTypeCmds', 'SetTypeCmds'),
      resources: {
        engine: resourceOf('threads', meanOf(of, 'EngineCPUUtilization', 'percent'), { servers: 1 }),
        cpu: resourceOf('cpu', meanOf(of, 'CPUUtilization', 'percent'), { servers: cores }),
        memory: resourceOf('memory', meanOf(of, 'DatabaseMemoryUsagePercentage', 'percent')),
        connections: resourceOf('connections', connections, { servers: mostConnections }),
      },
    };
  },
} as const satisfies ReadingsKindOf<typeof schema>;
