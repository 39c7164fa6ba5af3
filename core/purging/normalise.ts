import { cdnKindOf } from './config/cdn-kinds.ts';
import type { PurgeConfig } from './config/purge.ts';

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
}

/** The paths under which an object of the bucket is cached; none where the distribution does not serve it. */
export function pathsOfKey(key: string, mapping: Mapping): readonly string[] {
  const { originPath, pathPrefix, rootObject, folderIndexes } = mapping;
  const inBucket = `/${key}`;
  if (!inBucket.startsWith(`${originPath}/`)) return [];
  const path = `${pathPrefix}${encodePath(inBucket.slice(originPath.length))}`;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const folder = path.slice(0, path.length - name.length);
  const isIndex = rootObject !== null && name === encodePath(rootObject);
  return isIndex && (folder === '/' || folderIndexes) ? [path, folder] : [path];
}

/** The path of an object's key, in which every character means itself. */
function encodePath(key: string): string {
  return key.replace(/[^!$&'()+,\-./\w:;=@~]/gu, encodeURIComponentOf).replaceAll('*', '%2A');
}

function encodeURIComponentOf(character: string): string {
  // A lone surrogate has no encoding; it stays, and is refused by the rules of paths.
  return /^[\ud800-\udfff]$/.test(character) ? character : encodeURIComponent(character);
}

/** What an item is called that may be called otherwise too, and what purges every variant of it. */
export function inOneForm(item: string, { cdn, cachesQueries }: Pick<PurgeConfig, 'cdn' | 'cachesQueries'>): string {
  if (item.startsWith('#')) return cdnKindOf(cdn).tagsHeedCase ? item : item.toLowerCase();
  const isPath = !item.endsWith('*') && !item.includes('?');
  // The cache tells query strings apart: the path with any of them.
  return cachesQueries && isPath ? `${item}*` : item;
}
