import { randomBytes } from 'node:crypto';
import { CacheClient } from './cache/cache-client.ts';
import type { CacheLink } from './cache/cache-link.ts';
import { type CacheSettings, checkSettings } from './cache/settings.ts';

export type { CacheClient } from './cache/cache-client.ts';
export { CacheDown, KeyRefused, NotStored } from './cache/cache-errors.ts';
export type { CacheLink, Script } from './cache/cache-link.ts';
export { ioredisLink } from './cache/ioredis-link.ts';
export type { CacheSettings } from './cache/settings.ts';

/** What `openCache` needs to know. */
export interface CacheOptions extends CacheSettings {
  /** How the server is reached, e.g. `ioredisLink(new Redis({ ...ioredisKnobs, host, tls: {} }))`. */
  readonly link: CacheLink;
}

const connectionKnobs = {
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  connectTimeout: 1000,
  /** A server whose machine has gone says nothing, and TCP waits for a quarter of an hour. */
  socketTimeout: 1000,
} as const;
const againMs = 100;

/**
 * Knobs of ioredis with which a server that has gone is noticed at once: nothing waits in a queue for it, and it is tried
 * again ten times a second. After a fail-over, whoever has become a replica is left.
 */
export const ioredisKnobs = {
  ...connectionKnobs,
  enableOfflineQueue: false,
  retryStrategy: () => againMs,
  sentinelRetryStrategy: () => againMs,
  reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
} as const;

/** The same for `new Cluster(nodes, ioredisClusterKnobs)`; with `redisOptions: { ...ioredisClusterKnobs.redisOptions, tls: {} }`. */
export const ioredisClusterKnobs = {
  enableOfflineQueue: false,
  clusterRetryStrategy: () => againMs,
  retryDelayOnFailover: againMs,
  retryDelayOnClusterDown: againMs,
  redisOptions: connectionKnobs,
} as const;

/** Opens a cache for an application; no call is made. Keep what it answers for the life of the process. */
export function openCache({ link, ...settings }: CacheOptions): CacheClient {
  return new CacheClient({
    link,
    settings: checkSettings(settings),
    random: Math.random,
    newToken: () => randomBytes(9).toString('base64url'),
    monotonicMs: () => performance.now(),
  });
}
