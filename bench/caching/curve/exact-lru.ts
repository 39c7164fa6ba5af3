/** The hit ratios of least-recently-used caches of given sizes, in keys, exactly: each request's distance, counted by a tree. */
export function exactHitRatios(keys: readonly number[], sizes: readonly number[]): readonly number[] {
  const tree = new Int32Array(keys.length + 1);
  const add = (from: number, change: number) => {
    for (let at = from; at <= keys.length; at += at & -at) tree[at] = (tree[at] ?? 0) + change;
  };
  const hits = sizes.map(() => 0);
  const lastUse = new Map<number, number>();
  for (const [index, key] of keys.entries()) {
    const place = index + 1;
    const before = lastUse.get(key);
    if (before !== undefined) {
      let upTo = 0;
      for (let at = before; at > 0; at -= at & -at) upTo += tree[at] ?? 0;
      const distance = lastUse.size - upTo;
      for (const [at, size] of sizes.entries()) if (distance < size) hits[at] = (hits[at] ?? 0) + 1;
      add(before, -1);
    }
    lastUse.set(key, place);
    add(place, 1);
  }
  return hits.map((count) => count / keys.length);
}
