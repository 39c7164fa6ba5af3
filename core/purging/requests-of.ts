import { type ItemKind, kindOf } from './item.ts';
import type { CdnLimits } from './observation.ts';

const kinds: readonly ItemKind[] = ['tag', 'wildcard', 'path'];

/**
 * Items as a CDN takes them, a list for each request. A request is what is done as a whole or not at all, so what breaks
 * off between two of them goes on with the second.
 */
export function requestsOf(
  items: readonly string[],
  { perRequest }: Pick<CdnLimits, 'perRequest'>,
): (readonly string[])[] {
  if (perRequest === null) return [items];
  return kinds.flatMap((kind) => {
    const mine = items.filter((item) => kindOf(item) === kind);
    const most = perRequest[kind];
    return Array.from({ length: Math.ceil(mine.length / most) }, (_, index) =>
      mine.slice(index * most, (index + 1) * most),
    );
  });
}
