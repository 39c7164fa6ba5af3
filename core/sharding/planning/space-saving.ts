/** A key with what it weighed at most, and how much of that may be other keys'. */
export interface Counted {
  readonly key: string;
  readonly most: number;
  readonly least: number;
}

interface Counter {
  most: number;
  error: number;
}

/**
 * The heaviest keys of a stream, in the memory of so many counters: every key that weighs more than the total by the number
 * of counters is among them. Metwally, Agrawal and El Abbadi, "Efficient computation of frequent and top-k elements in
 * data streams", ICDT 2005.
 */
export class SpaceSaving {
  private readonly size: number;
  private readonly counters = new Map<string, Counter>();
  private sum = 0;

  constructor(size: number) {
    this.size = size;
  }

  get total(): number {
    return this.sum;
  }

  add(key: string, weight = 1): void {
    this.sum += weight;
    const counter = this.counters.get(key);
    if (counter !== undefined) counter.most += weight;
    else if (this.counters.size < this.size) this.counters.set(key, { most: weight, error: 0 });
    else this.replaceLightest(key, weight);
  }

  /** The heaviest first. */
  top(): Counted[] {
    return [...this.counters]
      .map(([key, { most, error }]) => ({ key, most, least: most - error }))
      .sort((a, b) => b.most - a.most || (a.key < b.key ? -1 : 1));
  }

  /** What the lightest weighed may have been the new one's. */
  private replaceLightest(key: string, weight: number): void {
    let lightest = '';
    let least = Number.POSITIVE_INFINITY;
    for (const [other, { most }] of this.counters) {
      if (most >= least) continue;
      lightest = other;
      least = most;
    }
    this.counters.delete(lightest);
    this.counters.set(key, { most: least + weight, error: least });
  }
}
