import { Cluster, Command, type Redis } from 'ioredis';
import type { CacheLink } from './cache-link.ts';

/** A link over a client of ioredis, which the caller has made: of one server, of Sentinels or of a cluster. */
export function ioredisLink(client: Redis | Cluster): CacheLink {
  return {
    get: (key) => client.get(key),
    run: async (script, keys, args) => {
      try {
        return await client.evalsha(script.sha1, keys.length, ...keys, ...args);
      } catch (error) {
        if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
        return client.eval(script.text, keys.length, ...keys, ...args);
      }
    },
    nodeOf: (key) => (client instanceof Cluster ? nodeIn(client, key) : 'the cache'),
    close: async () => {
      // What hangs must not hold the process: nothing of value is under way.
      client.disconnect();
    },
  };
}

function nodeIn({ slots }: Cluster, key: string): string {
  return slots[new Command('get', [key]).getSlot() ?? 0]?.[0] ?? 'the cluster';
}
