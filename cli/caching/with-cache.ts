import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Cluster, ClusterOptions, Redis } from 'ioredis';
import type { CacheLink } from '../../clients/cache/cache-link.ts';
import type { MasterNode } from '../../clients/cache/shrink.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { CommandError } from '../command-error.ts';
import { type Where, withWhere } from '../connect.ts';

/** How a person says where a cache is: in a deployment, or at an address. */
export interface CacheAt extends Where {
  readonly at?: string;
  readonly passwordFile?: string;
  readonly cluster?: true;
  readonly sentinel?: string;
}

/** A cache at an address. */
export interface ServerAt extends CacheAt {
  readonly at: string;
}

/** Whether it is meant by its address. */
export function isAtServer(at: CacheAt): at is ServerAt {
  return at.at !== undefined;
}

const connectMs = 5000;

export function takesCache(command: Command): Command {
  return withWhere(command)
    .argument('<cache>', 'the cache, as headroom.cache or openCache names it')
    .option('--at <url>', 'redis://host:port, or rediss:// for TLS, in place of a deployment; user@ before the host')
    .option('--password-file <file>', 'a file that holds the password')
    .option('--cluster', 'it is a cluster; the address is that of any of its nodes')
    .option('--sentinel <name>', 'the address is that of a Sentinel, which knows the master by this name');
}

export const addresses = `
With --at it asks the server itself, and AWS nothing: run it where the server can be reached. A password in the address would be seen
by whoever lists processes, and is refused.`;

/** Asks a cache something over a connection of its own, which ends with it. Rejects with `CommandError` where nobody answers. */
export async function withCache<T>(at: ServerAt, ask: (link: CacheLink) => Promise<T>): Promise<T> {
  const client = await connected(at);
  const { ioredisLink } = await import('../../clients/cache/ioredis-link.ts');
  const link = ioredisLink(client);
  try {
    return await ask(link);
  } finally {
    await link.close();
  }
}

/** Asks the nodes of a cache that are written to, each by itself. Rejects as `withCache` does. */
export async function withMasters<T>(at: ServerAt, ask: (nodes: readonly MasterNode[]) => Promise<T>): Promise<T> {
  const client = await connected(at);
  const { mastersOf } = await import('../../clients/cache/connect.ts');
  try {
    return await ask(mastersOf(client));
  } finally {
    client.disconnect();
  }
}

async function connected(at: ServerAt): Promise<Redis | Cluster> {
  const { Cluster, Redis } = await import('ioredis');
  const { host, port, ...login } = await readAddress(at);
  const options = { ...login, connectTimeout: connectMs, maxRetriesPerRequest: 0 };
  const quick = { enableOfflineQueue: false, retryStrategy: null, sentinelRetryStrategy: () => null };
  // Certificates name hosts: with TLS the nodes of a cluster are called by their names.
  const dnsLookup: ClusterOptions['dnsLookup'] = (address, answer) => answer(null, address);
  const byName = 'tls' in login ? { dnsLookup } : {};
  const client =
    at.cluster === true
      ? new Cluster([{ host, port }], { ...byName, redisOptions: options, enableOfflineQueue: false })
      : at.sentinel === undefined
        ? new Redis({ ...options, ...quick, host, port })
        : new Redis({ ...options, ...quick, sentinels: [{ host, port }], name: at.sentinel });
  let last: Error | null = null;
  client.on('error', (error: Error) => {
    last = error;
  });
  await new Promise<void>((resolve, reject) => {
    const fail = () => {
      client.disconnect();
      reject(new CommandError(`nobody answers at ${host}:${port}: ${last?.message ?? `not within ${connectMs} ms`}`));
    };
    const timer = setTimeout(fail, connectMs);
    client.once('ready', () => {
      clearTimeout(timer);
      resolve();
    });
    client.once('end', () => {
      clearTimeout(timer);
      fail();
    });
  });
  return client;
}

async function readAddress({ at, passwordFile }: ServerAt) {
  const url = URL.parse(at);
  if (url === null || !['redis:', 'rediss:'].includes(url.protocol) || url.hostname === '')
    throw new InvalidInput(
      '--at',
      `expected redis://host:port or rediss://host:port; came ${url?.password ? 'a password' : at}`,
    );
  if (url.password !== '')
    throw new InvalidInput(
      '--at',
      'a password stands in the address; put it into a file and name that with --password-file',
    );
  const password = passwordFile === undefined ? undefined : (await readFile(passwordFile, 'utf8')).trimEnd();
  return {
    host: url.hostname,
    port: Number(url.port || 6379),
    ...(url.protocol === 'rediss:' ? { tls: {} } : {}),
    ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
    ...(password === undefined ? {} : { password }),
  };
}
