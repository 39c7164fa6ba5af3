import { serverlessCaches } from '../../../adapters/scaling/targets/elasticache-serverless/elasticache-serverless.ts';
import { FakeElastiCache } from '../../adapters/scaling/targets/elasticache/fake-elasticache.ts';
import { everywhere, late, type TargetRig } from '../target-rig.ts';

export function rig(): TargetRig<'elasticache-serverless'> {
  const fake = new FakeElastiCache();
  return {
    service: fake,
    reads: 'DescribeServerlessCaches',
    changes: 'DescribeServerlessCaches',
    most: 1,
    config: (serverlessCacheName, place) => ({
      kind: 'elasticache-serverless',
      ...place,
      serverlessCacheName,
      limit: 'ecpu',
    }),
    make: (names) => {
      for (const ServerlessCacheName of names) {
        const CacheUsageLimits = { ECPUPerSecond: { Minimum: 2000, Maximum: 9000 } };
        fake.caches.set(ServerlessCacheName, { ServerlessCacheName, Status: 'available', CacheUsageLimits });
      }
    },
    remove: (name) => fake.caches.delete(name),
    spoiler: 'no such name!',
    rivals: null,
    tooMany: 10,
    settle: () => fake.settle(),
    tellsNoRunning: true,
    maker: (at) => late((world) => serverlessCaches({ ...world, clients: everywhere(fake.client, at) })),
  };
}
