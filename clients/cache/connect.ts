import { setTimeout as sleep } from 'node:timers/promises';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Cluster, type ClusterOptions, Redis, type RedisOptions } from 'ioredis';
import { type CacheServer, type CacheServerInput, parseCacheServer } from '../../core/caching/config/cache-server.ts';
import type { CacheLink } from './cache-link.ts';
import type { Credentials } from './elasticache-token.ts';
import { ioredisClusterKnobs, ioredisKnobs } from './ioredis-knobs.ts';
import { ioredisLink } from './ioredis-link.ts';
import { Password } from './password.ts';
import type { MasterNode } from './shrink.ts';

/** What a connection needs beside where the cache is. */
export interface ConnectOptions {
  /** Where the cache is, for a login by IAM. @default that of the process */
  readonly region?: string;
  /** Whose login by IAM it is. @default those of the process */
  readonly credentials?: Credentials;
  /** More of TLS than that there is some, e.g. `{ ca }`. */
  readonly tls?: RedisOptions['tls'];
  /** What reads the password of a login by password. @default a client of the process's Region and credentials */
  readonly secrets?: Pick<SecretsManagerClient, 'send'>;
  /** Told of what went wrong while nobody waited for it. @default nothing is said */
  readonly onTrouble?: (what: string, error: unknown) => void;
}

/** A link, and the nodes behind it that are written to. */
export interface ConnectedCache extends CacheLink {
  /** As they are known at this moment. */
  masters(): readonly MasterNode[];
}

/** How long whoever opens a cache waits for it, before he begins without. */
const mostWaitMs = 1000;

/**
 * A link to a cache as a deployment tells of it: `connectCache(JSON.parse(process.env.ORDERS_CACHE))`. It logs in by IAM, or
 * with a password in Secrets Manager, anew at every connection. A cache that is not there is no error: it is tried again ten
 * times a second, and meanwhile loaders answer. Throws `InvalidInput` where it is not told where the cache is.
 */
export async function connectCache(server: CacheServerInput, options: ConnectOptions = {}): Promise<ConnectedCache> {
  const checked = parseCacheServer(server);
  const password = new Password(checked.login, options);
  await within(mostWaitMs, password.renew());
  const client = checked.cluster ? clusterOf(checked, password, options) : serverOf(checked, password, options);
  client.on('error', (error: Error) => options.onTrouble?.('the cache is not reached', error));
  const link = ioredisLink(client);
  await isReady(client);
  return {
    ...link,
    masters: () => mastersOf(client),
    close: async () => {
      password.close();
      await link.close();
    },
  };
}

function serverOf({ host, port, tls }: CacheServer, password: Password, options: ConnectOptions): Redis {
  const client = new Redis({ ...ioredisKnobs, ...login(password), ...tlsOf(tls, options), host, port });
  follow(client, password);
  return client;
}

function clusterOf({ host, port, tls }: CacheServer, password: Password, options: ConnectOptions): Cluster {
  const redisOptions = { ...ioredisClusterKnobs.redisOptions, ...login(password), ...tlsOf(tls, options) };
  keepNew(redisOptions, password);
  // Certificates name hosts: with TLS the nodes of a cluster are called by their names.
  const dnsLookup: ClusterOptions['dnsLookup'] = (address, answer) => answer(null, address);
  const cluster = new Cluster([{ host, port }], {
    ...ioredisClusterKnobs,
    redisOptions,
    ...(tls && { dnsLookup }),
  });
  cluster.on('+node', (node: Redis) => follow(node, password));
  return cluster;
}

const login = ({ user, text }: Password) => ({
  ...(user !== null && { username: user }),
  ...(text !== null && { password: text }),
});

const tlsOf = (isOn: boolean, { tls }: ConnectOptions) => (isOn ? { tls: { ...tls } } : {});

/** Tokens end, and passwords are changed: whoever connects again does it with what holds by then. */
function follow(client: Redis, password: Password): void {
  if (password.text === null) return;
  keepNew(client.options, password);
  client.on('close', () => void password.renew());
}

function keepNew(options: object, password: Password): void {
  if (password.text === null) return;
  Object.defineProperty(options, 'password', { get: () => password.text, enumerable: true, configurable: true });
}

/** Waits no longer: who cannot be reached may take minutes to say so. */
async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  const timeOut = sleep(milliseconds, undefined, { signal: over.signal, ref: false }).catch(() => {});
  await Promise.race([work, timeOut]);
  over.abort();
}

async function isReady(client: Redis | Cluster): Promise<void> {
  if (client.status === 'ready') return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, mostWaitMs);
    client.once('ready', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** The nodes of a client that are written to. */
export function mastersOf(client: Redis | Cluster): readonly MasterNode[] {
  return client instanceof Cluster ? client.nodes('master') : [client];
}
