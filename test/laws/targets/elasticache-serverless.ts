import { serverlessCaches } from '../../../adapters/scaling/targets/elasticache-serverless/elasticache-serverless.ts';
import { FakeElastiCache } from '../../adapters/scaling/targets/elasticache/fake-elasticache.ts';
import { everywhere, late, type TargetRig, type Tried } from '../target-rig.ts';

/** It has a least of 2,000 ECPU a second, and other limits. */
const cache = (ServerlessCacheName: string, Status = 'available') => ({
  ServerlessCacheName,
  Status,
  CacheUsageLimits: {
    DataStorage: { Minimum: 3, Maximum: 70, Unit: 'GB' as const },
    ECPUPerSecond: { Minimum: 2000, Maximum: 9999 },
  },
});

export const tried: Tried = {
  unit: '1,000 ECPU a second, or 1 GB',
  calls: ['elasticache:ModifyServerlessCache'],
  miniStack: 'the least of both limits is read, changed and taken away, at once; the others stay',
  moto: 'no',
  shapes: 'the hour that it takes, one change at a time, bounds of limits',
  dimensions: [],
};

export function rig(): TargetRig<'elasticache-serverless'> {
  const fake = new FakeElastiCache();
  const status = (Status: string) => (name: string) => fake.caches.set(name, cache(name, Status));
  return {
    service: fake,
    reads: 'DescribeServerlessCaches',
    changes: 'ModifyServerlessCache',
    attempt: 'DescribeServerlessCaches',
    most: 1,
    config: (serverlessCacheName, place) => ({
      kind: 'elasticache-serverless',
      ...place,
      serverlessCacheName,
      limit: 'ecpu',
    }),
    make: (names) => {
      for (const name of names) fake.caches.set(name, cache(name));
    },
    remove: (name) => fake.caches.delete(name),
    settle: () => fake.settle(),
    busy: { 'that is being made': status('creating'), 'that is being changed': status('MODIFYING') },
    going: { 'that is being deleted': status('deleting'), 'that was never made': status('CREATE-FAILED') },
    beside: (name) => {
      const { DataStorage, ECPUPerSecond } = fake.caches.get(name)?.CacheUsageLimits ?? {};
      return { DataStorage, most: ECPUPerSecond?.Maximum };
    },
    putsBack: true,
    spoiler: 'no such name!',
    rivals: null,
    tooMany: 10,
    maker: (at) => late((world) => serverlessCaches({ ...world, clients: everywhere(fake.client, at) })),
  };
}
