import { cdnKindOf } from './config/cdn-kinds.ts';
import type { BucketConfig, PurgeConfig } from './config/purge.ts';
import { spellings } from './spellings.ts';

/** How the objects of a bucket appear in a distribution. */
export interface Mapping {
  /** The folder of the bucket that the distribution serves, e.g. `/site`; empty for all of it. */
  readonly originPath: string;
  /** The beginning of the paths under which it serves them, e.g. `/static`; empty for none. */
  readonly pathPrefix: string;
  /** What `/` shows, e.g. `index.html`; null where it shows nothing. */
  readonly rootObject: string | null;
  /** Whether a folder shows its `rootObject` too, as a website endpoint or a function at the edge does it. */
  readonly folderIndexes: boolean;
  /** How viewers write a space; left out where they may write it either way. */
  readonly spacesAs?: BucketConfig['spacesAs'];
}

/** What a purge says of any object of one of its buckets. */
export function pathsIn(bucket: BucketConfig, config: PurgeConfig, key: string): readonly string[] {
  return pathsOfKey(key, { ...config, ...bucket }, cdnKindOf(config.cdn).asItIs);
}

/**
 * The paths under which an object of the bucket is cached, each as viewers write it; none where the distribution does not
 * serve it. `asItIs` are the characters that the CDN wants raw.
 */
export function pathsOfKey(key: string, mapping: Mapping, asItIs?: string): readonly string[] {
  const { originPath, pathPrefix, rootObject, folderIndexes, spacesAs = 'both' } = mapping;
  const inBucket = `/${key}`;
  if (!inBucket.startsWith(`${originPath}/`)) return [];
  const path = inBucket.slice(originPath.length);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const isShown = pathPrefix + folder === '/' || folderIndexes;
  const shown = rootObject !== null && isShown && path === folder + rootObject ? [path, folder] : [path];
  return shown.flatMap((one) => spellings(one, spacesAs, asItIs).map((spelled) => `${pathPrefix}${spelled}`));
}

/** What an item is called that may be called otherwise too, and what purges every variant of it. */
export function inOneForm(item: string, { cdn, cachesQueries }: Pick<PurgeConfig, 'cdn' | 'cachesQueries'>): string {
  if (item.startsWith('#')) return cdnKindOf(cdn).tagsHeedCase ? item : item.toLowerCase();
  const isPath = !item.endsWith('*') && !item.includes('?');
  // The cache tells query strings apart: the path with any of them.
  return cachesQueries && isPath ? `${item}*` : item;
}
