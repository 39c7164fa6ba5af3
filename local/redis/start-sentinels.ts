import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { startTogether } from '../start-together.ts';
import { askRedis, untilSo } from './ask-redis.ts';
import { type RedisServer, startProgram, startRedis } from './start-redis.ts';

/** A Redis with one replica, and three Sentinels that watch them under one name, on loopback. */
export interface WatchedRedis {
  readonly name: 'main';
  readonly sentinels: readonly RedisServer[];
  readonly servers: readonly [RedisServer, RedisServer];
  /** Who is the master at this moment, as a Sentinel tells. */
  master(): Promise<RedisServer>;
  /** Waits until the master that Sentinels tell is one, and the other server replicates it. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const name = 'main';
/** How long a master may be silent before it counts as gone. */
const downAfterMs = 1500;

/** With settings for both servers, as Redis takes them on its command line. */
export async function startSentinels(settings: readonly string[] = []): Promise<WatchedRedis> {
  const first = await startRedis(settings);
  const second = await startRedis(['--replicaof', first.host, String(first.port), ...settings]);
  const servers = [first, second] as const;
  const [, , ...sentinels] = await startTogether([
    ...servers,
    startSentinel(first.port),
    startSentinel(first.port),
    startSentinel(first.port),
  ]);
  const stop = async () => void (await Promise.all([...sentinels, ...servers].map((one) => one.stop())));
  const master = () => masterOf(sentinels, servers);
  const settled = () => untilSo('the replica follows', () => follows(master, servers));
  try {
    await untilSo('all Sentinels know each other and the replica', async () => {
      const told = await Promise.all(sentinels.map(({ port }) => askRedis(port, 'sentinel', 'master', name)));
      return told.every((text) => /num-slaves\n1\n/.test(text) && /num-other-sentinels\n2\n/.test(text));
    });
    await settled();
  } catch (error) {
    await stop();
    throw error;
  }
  return { name, sentinels, servers, master, settled, stop };
}

async function follows(master: () => Promise<RedisServer>, servers: readonly RedisServer[]): Promise<boolean> {
  const first = await master();
  const isFirst = (await askRedis(first.port, 'info', 'replication')).includes('role:master');
  const others = servers.filter((one) => one !== first).map(({ port }) => askRedis(port, 'info', 'replication'));
  return isFirst && (await Promise.all(others)).every((text) => text.includes('master_link_status:up'));
}

async function startSentinel(masterPort: number): Promise<RedisServer> {
  return startProgram(await freePort(), (folder) => {
    const file = join(folder, 'sentinel.conf');
    const lines = [
      `sentinel monitor ${name} 127.0.0.1 ${masterPort} 2`,
      `sentinel down-after-milliseconds ${name} ${downAfterMs}`,
      `sentinel failover-timeout ${name} 3000`,
    ];
    writeFileSync(file, `${lines.join('\n')}\n`);
    return [file, '--sentinel'];
  });
}

async function masterOf(sentinels: readonly RedisServer[], servers: readonly RedisServer[]): Promise<RedisServer> {
  const told = await askRedis(sentinels[0]?.port ?? 0, 'sentinel', 'get-master-addr-by-name', name);
  const master = servers.find(({ port }) => told.endsWith(`\n${port}`));
  if (master === undefined) throw new Error(`no server of ours is the master: ${told}`);
  return master;
}
