import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { freePort } from '../free-port.ts';
import { startTogether } from '../start-together.ts';
import { askRedis, untilSo } from './ask-redis.ts';
import { type RedisServer, startProgram } from './start-redis.ts';

/** A Redis cluster of three masters and three replicas, on loopback. */
export interface RedisCluster {
  readonly nodes: readonly RedisServer[];
  /** The node that serves a key at this moment, as one that answers tells. */
  masterOf(key: string): Promise<RedisServer>;
  /** Waits until all nodes know all others, and three of them replicate. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** How long a master may be silent before its replica takes over. */
const nodeTimeoutMs = 1500;

/** With settings for every node, as Redis takes them on its command line. */
export async function startCluster(settings: readonly string[] = []): Promise<RedisCluster> {
  const nodes = await startTogether(Array.from({ length: 6 }, () => startNode(settings)));
  const stop = async () => void (await Promise.all(nodes.map((node) => node.stop())));
  try {
    const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`);
    const create = ['--cluster', 'create', ...addresses, '--cluster-replicas', '1', '--cluster-yes'];
    await promisify(execFile)('redis-cli', create, { timeout: 30_000 });
    await settled(nodes);
  } catch (error) {
    await stop();
    throw error;
  }
  return { nodes, masterOf: (key) => masterOf(nodes, key), settled: () => settled(nodes), stop };
}

async function settled(nodes: readonly RedisServer[]): Promise<void> {
  await untilSo('all nodes of the cluster know all others', async () => {
    const states = await Promise.all(nodes.map(({ port }) => askRedis(port, 'cluster', 'info')));
    const roles = await Promise.all(nodes.map(({ port }) => askRedis(port, 'info', 'replication')));
    const linked = roles.filter((text) => text.includes('master_link_status:up')).length;
    return (
      linked === 3 &&
      states.every((text) => text.includes('cluster_state:ok') && text.includes('cluster_known_nodes:6'))
    );
  });
}

async function startNode(settings: readonly string[]): Promise<RedisServer> {
  const [port, busPort] = [await freePort(), await freePort()];
  return startProgram(port, () => [
    ...['--cluster-enabled', 'yes', '--cluster-node-timeout', String(nodeTimeoutMs)],
    // By default it is 10,000 above the port, which may be past the last there is.
    ...['--cluster-port', String(busPort), '--cluster-allow-replica-migration', 'no'],
    ...['--save', '', ...settings],
  ]);
}

async function masterOf(nodes: readonly RedisServer[], key: string): Promise<RedisServer> {
  for (const { port } of nodes) {
    const told = await askRedis(port, 'cluster', 'nodes').catch(() => null);
    if (told === null) continue;
    const slot = Number(await askRedis(port, 'cluster', 'keyslot', key));
    const serving = told.split('\n').find((line) => has(line, slot));
    const node = nodes.find((one) => serving?.includes(`127.0.0.1:${one.port}@`));
    if (node !== undefined) return node;
  }
  throw new Error(`no node tells who serves ${key}`);
}

/** `<id> <address> <flags> <master> <ping> <pong> <epoch> <link> <slots>...`; slots are `from-to`. */
function has(line: string, slot: number): boolean {
  const [, , flags = '', , , , , , ...ranges] = line.split(' ');
  if (!flags.includes('master') || flags.includes('fail')) return false;
  return ranges.some((range) => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return slot >= from && slot <= to;
  });
}
