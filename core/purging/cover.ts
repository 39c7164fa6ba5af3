/** Which items a purge of some others purges too. */
export interface Cover {
  covers(item: string): boolean;
}

/**
 * Everything that some items purge: a wildcard every path, and every narrower wildcard, that begins as it does; a tag only
 * itself, since what carries it is not known here.
 */
export function coverOf(items: Iterable<string>): Cover {
  const exact = new Set<string>();
  const beginnings: string[] = [];
  for (const item of items) {
    exact.add(item);
    if (item.startsWith('/') && item.endsWith('*')) beginnings.push(item.slice(0, -1));
  }
  const widest = withoutNarrower(beginnings.sort());
  return { covers: (item) => exact.has(item) || (item.startsWith('/') && beginsAsOneOf(widest, item)) };
}

/** The sorted beginnings of which no other one is a beginning. */
function withoutNarrower(sorted: readonly string[]): string[] {
  const widest: string[] = [];
  for (const one of sorted) {
    const last = widest.at(-1);
    if (last === undefined || !one.startsWith(last)) widest.push(one);
  }
  return widest;
}

/** Where no beginning is the beginning of another, only the last one that sorts before the path can be the path's. */
function beginsAsOneOf(sorted: readonly string[], path: string): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') <= path) low = middle + 1;
    else high = middle;
  }
  const before = sorted[low - 1];
  return before !== undefined && path.startsWith(before);
}
