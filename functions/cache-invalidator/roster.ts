import { cacheCalls } from '../../adapters/signals/caches.ts';

/** What is said to the invalidator of one cache. */
export function hears(cache: string) {
  return cacheCalls(cache);
}
