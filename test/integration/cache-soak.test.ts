import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { soak } from '../../bench/caching/soak/soak.ts';
import { allAtOnce, oneAfterTheOther } from '../../bench/caching/stampede/stampede.ts';
import { type Topology, topologies } from '../../bench/caching/topologies.ts';
import { hasRedis } from '../../local/redis/start-redis.ts';

/** The same by the million, and on a cluster and under Sentinel: `npm run test:cache`. */
describe.skipIf(!hasRedis() && process.env.CI !== 'true')('a cache with everybody at once', () => {
  let topology: Topology;
  beforeAll(async () => {
    topology = await topologies.alone();
  });
  afterAll(() => topology.stop());

  it('answers nothing older than promised while servers hang and are killed, and processes die', async () => {
    const { oldReads, operations, faults } = await soak(topology, { operations: 15_000, seed: 4, everyMs: 500 });
    expect(oldReads).toEqual([]);
    expect(operations).toBeGreaterThanOrEqual(15_000);
    expect(faults).toBeGreaterThan(1);
  });

  it('would be found out where it were as naive as caches mostly are', async () => {
    const { oldReads } = await soak(topology, { client: 'naive', operations: 3000, seed: 4, threads: 2 });
    expect(oldReads.length).toBeGreaterThan(10);
  });

  it('loads once for 8 processes with 125 callers each', async () => {
    const shape = { callers: 125, loaderMs: 50, leaseSeconds: 2 };
    expect(await allAtOnce(topology, 8, shape)).toMatchObject({ answers: 1000, loads: 1 });
  });

  it('loads once a lease time for processes that serve one request each, where the first of them die', async () => {
    const died = await oneAfterTheOther(topology, { processes: 5, dying: 2 }, { loaderMs: 50, leaseSeconds: 0.4 });
    expect(died).toMatchObject({ answers: 3, loads: 3 });
    expect(died.leastApartMs).toBeGreaterThanOrEqual(400);
  });
});
