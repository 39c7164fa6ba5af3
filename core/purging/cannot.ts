import { kindOf } from './item.ts';
import type { DecidingPurge } from './observation.ts';

/** Why this CDN cannot purge an item; null where it can. The planner makes no wildcard that it cannot. */
export function cannotBecause(
  item: string,
  { cdn, cachesQueries }: Pick<DecidingPurge, 'cdn' | 'cachesQueries'>,
): string | null {
  const kind = kindOf(item);
  if (kind === 'tag') return cdn.noTagsBecause;
  if (kind === 'path' || item === '/*') return null;
  if (cdn.wildcards === 'everything') return 'it has no wildcard but "/*"; purge by tags, or path by path';
  // With its queries a path is a wildcard too, which is all that its cache key may go on with.
  if (cdn.wildcards === 'folders' && !item.endsWith('/*') && !cachesQueries) return 'its wildcards end in "/*"';
  if (cdn.mostSlashes !== null && slashesIn(item) > cdn.mostSlashes)
    return `its wildcards have at most ${cdn.mostSlashes} "/"`;
  return null;
}

function slashesIn(item: string): number {
  return item.split('/').length - 1;
}
