import { randomBytes } from 'node:crypto';
import { CacheClient } from './cache/cache-client.ts';
import type { CacheLink } from './cache/cache-link.ts';
import { type CacheSettings, checkSettings } from './cache/settings.ts';

export type { CacheServer } from '../core/caching/config/cache-server.ts';
export type { UseReport } from '../core/caching/use-report.ts';
export type { CacheClient, GetOptions } from './cache/cache-client.ts';
export { CacheDown, KeyRefused, NotStored } from './cache/cache-errors.ts';
export type { CacheLink, Script } from './cache/cache-link.ts';
export { type ConnectOptions, connectCache } from './cache/connect.ts';
export { ioredisClusterKnobs, ioredisKnobs } from './cache/ioredis-knobs.ts';
export { ioredisLink } from './cache/ioredis-link.ts';
export type { CacheSettings } from './cache/settings.ts';

/** What `openCache` needs to know. */
export interface CacheOptions extends CacheSettings {
  /** How the server is reached, e.g. `ioredisLink(new Redis({ ...ioredisKnobs, host, tls: {} }))`. */
  readonly link: CacheLink;
}

/**
 * Opens a cache for an application; no call is made. Keep what it answers for the life of the process.
 * Why: docs/decisions/0044.
 */
export function openCache({ link, ...settings }: CacheOptions): CacheClient {
  return new CacheClient({
    link,
    settings: checkSettings(settings),
    random: Math.random,
    newToken: () => randomBytes(9).toString('base64url'),
    monotonicMs: () => performance.now(),
  });
}
