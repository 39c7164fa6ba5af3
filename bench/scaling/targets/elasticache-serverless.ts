import { serverlessCaches } from '../../../adapters/scaling/targets/elasticache-serverless/elasticache-serverless.ts';
import { type Input, sender } from '../sender.ts';
import { type BenchTarget, everywhere } from './any-kind.ts';

export const elastiCacheServerless: BenchTarget<'elasticache-serverless'> = {
  config: (serverlessCacheName) => ({
    kind: 'elasticache-serverless',
    account: null,
    region: null,
    serverlessCacheName,
    limit: 'ecpu',
  }),
  make(reads) {
    const answers = { DescribeServerlessCaches: caches, ModifyServerlessCache: () => ({}) };
    const clients = everywhere(sender(answers, reads, ['DescribeServerlessCaches']));
    return (world) => serverlessCaches({ ...world, clients });
  },
};

function caches({ ServerlessCacheName }: Input): object {
  const CacheUsageLimits = { ECPUPerSecond: { Minimum: 4000, Maximum: 100_000 } };
  return { ServerlessCaches: [{ ServerlessCacheName, Status: 'available', CacheUsageLimits }] };
}
