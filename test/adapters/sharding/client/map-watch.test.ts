import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MapWatch } from '../../../../adapters/sharding/client/map-watch.ts';
import type { ShardMap } from '../../../../core/sharding/map/shard-map.ts';
import { aMap } from '../../../core/sharding/map/a-map.ts';

/** A store whose map gets a version more with every read, and that notes how it was read. */
function countingStore(maps: (reads: number) => ShardMap | null = (version) => aMap({ version })) {
  const reads: boolean[] = [];
  const map = async (_: string, consistently: boolean) => {
    reads.push(consistently);
    await Promise.resolve();
    return maps(reads.length);
  };
  return { reads, map };
}

const troubles: unknown[] = [];
const open = (store: ReturnType<typeof countingStore>) =>
  MapWatch.open({
    store,
    keyspace: 'shop',
    refreshMs: 30_000,
    random: () => 0.5,
    onTrouble: (_, error) => troubles.push(error),
  });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the map of a process', () => {
  it('is read once when it is opened', async () => {
    const store = countingStore();
    const watch = await open(store);
    expect(watch.router.map.version).toBe(1);
    expect(store.reads).toEqual([false]);
  });

  it('is told from one that there is not', async () => {
    await expect(open(countingStore(() => null))).rejects.toThrow(
      'no keyspace "shop" has a map in the table; correct the name, or make its map: headroom shards init shop',
    );
  });

  it('is read once for all who need it anew at the same time, and consistently', async () => {
    const store = countingStore();
    const watch = await open(store);
    await Promise.all([watch.refresh(), watch.refresh(), watch.refresh()]);
    expect(store.reads).toEqual([false, true]);
    await watch.refresh();
    expect(store.reads).toEqual([false, true, true]);
  });

  it('never goes back to an older version by a read that may be stale', async () => {
    const store = countingStore((reads) => aMap({ version: 10 - reads }));
    const watch = await open(store);
    expect(watch.router.map.version).toBe(9);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(store.reads).toEqual([false, false]);
    expect(watch.router.map.version).toBe(9);
    watch.close();
  });

  it('is followed to a keyspace that was deleted and made anew, whose versions begin at one again', async () => {
    const store = countingStore((reads) => aMap({ version: reads === 1 ? 9 : 1 }));
    const watch = await open(store);
    expect((await watch.refresh()).map.version).toBe(1);
  });

  it('is read again now and then while it is used, and not while it is not', async () => {
    const store = countingStore();
    const watch = await open(store);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(store.reads).toEqual([false]);
    expect(watch.router.map.version).toBe(1);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(watch.router.map.version).toBe(2);
    watch.close();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(store.reads).toEqual([false, false]);
  });

  it('stays as it is where it cannot be read, and that is told', async () => {
    const store = countingStore((reads) => {
      if (reads > 1) throw new Error('throttled');
      return aMap();
    });
    const watch = await open(store);
    expect(watch.router.map.version).toBe(1);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(watch.router.map.version).toBe(1);
    expect(troubles).toEqual([new Error('throttled')]);
  });
});
