import type { ItemRule } from './cdn-kind.ts';

/** An address is worked out before it reaches a CDN over HTTP: `/a/../b` would purge `/b`. */
export const noDots: ItemRule = {
  says: 'a path has no "." or ".." between slashes; purge what it means',
  keeps: (path) => !/\/(\.|%2e){1,2}(?=[/?]|$)/i.test(path),
};
