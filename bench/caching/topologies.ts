import { Cluster, Redis } from 'ioredis';
import { ioredisClusterKnobs, ioredisKnobs } from '../../clients/cache.ts';
import { startCluster } from '../../local/redis/start-cluster.ts';
import { type RedisServer, startRedis } from '../../local/redis/start-redis.ts';
import { startSentinels } from '../../local/redis/start-sentinels.ts';

/** Redis as it stands in one of the ways in which it is run, on loopback. */
export interface Topology {
  /** A client of ioredis with the knobs of `headroom-aws/cache`, connected. */
  client(): Promise<Redis | Cluster>;
  /** The same for another process, which has what `start` answers only as JSON. */
  readonly address: TopologyAddress;
  readonly servers: readonly RedisServer[];
  /** Who serves a key at this moment. */
  masterOf(key: string): Promise<RedisServer>;
  /** Waits until every server is up and has its part again. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export type TopologyName = 'alone' | 'cluster' | 'sentinel';
export interface TopologyAddress {
  readonly name: TopologyName;
  readonly ports: readonly number[];
}

/** With settings for every server, as Redis takes them on its command line. */
export const topologies: Readonly<Record<TopologyName, (settings?: readonly string[]) => Promise<Topology>>> = {
  alone: async (settings) => {
    const server = await startRedis(settings);
    const masterOf = async () => server;
    const settled = async () => {};
    return of({ name: 'alone', ports: [server.port] }, { servers: [server], masterOf, settled, stop: server.stop });
  },
  cluster: async (settings) => {
    const { nodes: servers, ...cluster } = await startCluster(settings);
    return of({ name: 'cluster', ports: servers.map(({ port }) => port) }, { servers, ...cluster });
  },
  sentinel: async (settings) => {
    const { sentinels, master, ...watched } = await startSentinels(settings);
    return of({ name: 'sentinel', ports: sentinels.map(({ port }) => port) }, { ...watched, masterOf: master });
  },
};

/** Connected, as `address` tells how. Rejects where nobody answers within half a minute. */
export async function clientOf({ name, ports }: TopologyAddress): Promise<Redis | Cluster> {
  const nodes = ports.map((port) => ({ host: '127.0.0.1', port }));
  const client =
    name === 'cluster'
      ? new Cluster(nodes, ioredisClusterKnobs)
      : name === 'sentinel'
        ? new Redis({ ...ioredisKnobs, sentinels: nodes, name: 'main' })
        : new Redis({ ...ioredisKnobs, ...nodes[0] });
  client.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no Redis answers at ${ports.join(', ')}`)), 30_000);
    client.once('ready', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  return client;
}

function of(address: TopologyAddress, running: Omit<Topology, 'address' | 'client'>): Topology {
  const clients: (Redis | Cluster)[] = [];
  const client = async () => {
    const one = await clientOf(address);
    clients.push(one);
    return one;
  };
  const stop = async () => {
    for (const one of clients) one.disconnect();
    await running.stop();
  };
  return { ...running, address, client, stop };
}
