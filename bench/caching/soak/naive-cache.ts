import type { Cluster, Redis } from 'ioredis';

/** Cache-aside as it is mostly written: what is missed is loaded and stored, and what is written is deleted. */
export function naiveCache(redis: Redis | Cluster, freshMs: number) {
  return {
    get: async (key: string, load: () => Promise<number>): Promise<number> => {
      const hit = await redis.get(key).catch(() => null);
      if (hit !== null) return Number(hit);
      const loaded = await load();
      await redis.set(key, loaded, 'PX', freshMs).catch(() => {});
      return loaded;
    },
    invalidate: (key: string): Promise<boolean> =>
      redis.del(key).then(
        () => true,
        () => false,
      ),
    // It knows no tags, so that whoever writes has to know all keys.
    invalidateTag: async (): Promise<boolean> => false,
    bump: async (): Promise<void> => {},
    close: async (): Promise<void> => {},
  };
}
