/** What happens in a sequence: a request for a key, or, as a number below 0, that the value of one is taken away. */
export const takenAway = (key: number): number => -1 - key;

/** The hit ratios of least-recently-used caches of given sizes, in keys, exactly: each request's distance, counted by a tree. */
export function exactHitRatios(sequence: ArrayLike<number>, sizes: readonly number[]): readonly number[] {
  const uses = new LastUses(sequence.length);
  const hits = sizes.map(() => 0);
  let requests = 0;
  for (let at = 0; at < sequence.length; at++) {
    const happens = sequence[at] ?? 0;
    if (happens < 0) {
      uses.forget(takenAway(happens));
      continue;
    }
    requests++;
    const distance = uses.use(happens, at + 1);
    for (const [index, size] of sizes.entries()) if (distance < size) hits[index] = (hits[index] ?? 0) + 1;
  }
  return hits.map((count) => count / requests);
}

/** When each key was used last, and how many were used since. */
class LastUses {
  private readonly tree: Int32Array;
  private readonly places = new Map<number, number>();

  constructor(length: number) {
    this.tree = new Int32Array(length + 1);
  }

  /** How many other keys were used since this one was; infinite where it was not. */
  use(key: number, place: number): number {
    const before = this.places.get(key);
    let upTo = 0;
    for (let at = before ?? 0; at > 0; at -= at & -at) upTo += this.tree[at] ?? 0;
    const distance = before === undefined ? Number.POSITIVE_INFINITY : this.places.size - upTo;
    this.forget(key);
    this.places.set(key, place);
    this.add(place, 1);
    return distance;
  }

  forget(key: number): void {
    const before = this.places.get(key);
    if (before === undefined) return;
    this.places.delete(key);
    this.add(before, -1);
  }

  private add(from: number, change: number): void {
    for (let at = from; at < this.tree.length; at += at & -at) this.tree[at] = (this.tree[at] ?? 0) + change;
  }
}
