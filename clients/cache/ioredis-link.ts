import { Cluster, Command, type Redis } from 'ioredis';
import type { CacheLink } from './cache-link.ts';

/** A link over a client of ioredis, which the caller has made: of one server, of Sentinels or of a cluster. */
export function ioredisLink(client: Redis | Cluster): CacheLink {
  return {
    read: (keys) => client.mget(...keys),
    run: async (script, keys, args) => {
      try {
        return await client.evalsha(script.sha1, keys.length, ...keys, ...args);
      } catch (error) {
        if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
        return client.eval(script.text, keys.length, ...keys, ...args);
      }
    },
    nodeOf: client instanceof Cluster ? nodeOfCluster(client) : nodeOfServer(client),
    close: async () => {
      // What hangs must not hold the process: nothing of value is under way.
      client.disconnect();
    },
  };
}

function nodeOfServer(client: Redis): () => string {
  let connections = 0;
  let name = 'the cache';
  client.on('connect', () => {
    name = `the cache, connection ${++connections}`;
  });
  return () => name;
}

/** A node's connection is a client of ioredis; one that ends is replaced by another. */
function nodeOfCluster(cluster: Cluster): (key: string) => string {
  let connections = 0;
  const names = new Map<string, string>();
  const rename = ({ options: { host, port } }: Redis) =>
    names.set(`${host}:${port}`, `${host}:${port}, connection ${++connections}`);
  const follow = (node: Redis) => {
    rename(node);
    node.on('connect', () => rename(node));
  };
  for (const node of cluster.nodes()) follow(node);
  cluster.on('+node', follow);
  cluster.on('-node', rename);
  const slotOf = slots();
  return (key) => {
    const address = cluster.slots[slotOf(key)]?.[0] ?? 'the cluster';
    return names.get(address) ?? address;
  };
}

/** The slot of a key, remembered by its hash tag, of which a cache has few. */
function slots(): (key: string) => number {
  const known = new Map<string, number>();
  return (key) => {
    const tag = key.slice(0, key.indexOf('}') + 1);
    const slot = known.get(tag) ?? new Command('get', [key]).getSlot() ?? 0;
    known.set(tag, slot);
    return slot;
  };
}
