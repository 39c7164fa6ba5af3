import { OrderOfUse } from './order-of-use.ts';

/** How many keys are followed; the error falls with the root of it. With so many, everything takes less than 1 MB. */
const mostKeys = 8192;
/** Distances are told apart to about two in a hundred. */
const perDoubling = 32;
const buckets = 40 * perDoubling;
const hashes = 2 ** 32;

/** What has been seen, as plain numbers: those of several samplers add up. */
export interface SeenUse {
  readonly requests: number;
  /** How many requests one of the sample stands for. */
  readonly sampled: number;
  /** How many keys there are. */
  readonly keys: number;
  readonly meanBytes: number;
  /** By how many other keys were used since the key was, in steps of `stepOf`: how many requests. */
  readonly byDistance: readonly number[];
}

/**
 * What a least-recently-used cache of any size would have answered, told from a sample of keys in fixed memory: SHARDS,
 * https://www.usenix.org/conference/fast15/technical-sessions/presentation/waldspurger. A key is in the sample by its hash,
 * so that all its uses are; the share of hashes that are in it shrinks as keys come.
 */
export class CurveSampler {
  private limit = hashes;
  private requests = 0;
  private sampled = 0;
  private readonly byDistance = new Float64Array(buckets);
  private readonly entries = new Map<number, number>();
  private readonly order = new OrderOfUse(mostKeys + 1);
  private readonly hash = new Uint32Array(mostKeys + 1);
  private readonly untilMs = new Float64Array(mostKeys + 1);
  private readonly bytes = new Uint32Array(mostKeys + 1);
  /** Entries, the one with the largest hash first. */
  private readonly heap = new Int32Array(mostKeys + 1);
  /** The entry that was dropped last, until it is used again; -1 where all are used. */
  private free = -1;

  /**
   * A request for a key, by 32 bits of its hash. `livesMs`: how long a value lives once it is loaded; who asks later has it
   * loaded again, however large the cache is.
   */
  use(hash: number, nowMs: number, livesMs: number): void {
    this.requests++;
    const unsigned = hash >>> 0;
    if (unsigned >= this.limit) return;
    const weight = hashes / this.limit;
    this.sampled += weight;
    const entry = this.entries.get(unsigned) ?? this.add(unsigned);
    if (this.order.has(entry) && nowMs <= (this.untilMs[entry] ?? 0)) {
      const step = stepOf(this.order.usedSince(entry) * weight);
      this.byDistance[step] = (this.byDistance[step] ?? 0) + weight;
    } else this.untilMs[entry] = nowMs + livesMs;
    this.order.use(entry);
    if (this.entries.size > mostKeys) this.dropLargest();
  }

  /** The value of a key was taken away: its next request is not a hit, whatever the size. */
  forget(hash: number): void {
    const entry = this.entries.get(hash >>> 0);
    if (entry !== undefined) this.order.leave(entry);
  }

  /** How many bytes a value takes. */
  weigh(hash: number, bytes: number): void {
    const entry = this.entries.get(hash >>> 0);
    if (entry !== undefined) this.bytes[entry] = bytes;
  }

  seen(): SeenUse {
    const { requests, sampled, entries } = this;
    let [total, weighed] = [0, 0];
    for (const entry of entries.values()) {
      const bytes = this.bytes[entry] ?? 0;
      total += bytes;
      if (bytes > 0) weighed++;
    }
    const keys = Math.round((entries.size * hashes) / this.limit);
    return {
      requests,
      sampled,
      keys,
      meanBytes: weighed === 0 ? 0 : total / weighed,
      byDistance: [...this.byDistance],
    };
  }

  /** Lets what was seen count for half, so that the curve follows what changes. */
  fade(): void {
    this.requests /= 2;
    this.sampled /= 2;
    for (let step = 0; step < buckets; step++) this.byDistance[step] = (this.byDistance[step] ?? 0) / 2;
  }

  private add(hash: number): number {
    const entry = this.free >= 0 ? this.free : this.entries.size;
    this.free = -1;
    this.entries.set(hash, entry);
    this.hash[entry] = hash;
    this.bytes[entry] = 0;
    let at = this.entries.size - 1;
    for (let above = (at - 1) >> 1; at > 0 && this.hashAt(above) < hash; above = (at - 1) >> 1) {
      this.heap[at] = this.heap[above] ?? 0;
      at = above;
    }
    this.heap[at] = entry;
    return entry;
  }

  private hashAt(at: number): number {
    return this.hash[this.heap[at] ?? 0] ?? 0;
  }

  /** Hashes from the largest on are in the sample no more. */
  private dropLargest(): void {
    const entry = this.heap[0] ?? 0;
    this.limit = this.hash[entry] ?? 0;
    this.entries.delete(this.limit);
    this.order.leave(entry);
    this.free = entry;
    const size = this.entries.size;
    const moved = this.heap[size] ?? 0;
    const hash = this.hash[moved] ?? 0;
    let at = 0;
    for (let below = 1; below < size; below = 2 * at + 1) {
      if (below + 1 < size && this.hashAt(below + 1) > this.hashAt(below)) below++;
      if (this.hashAt(below) <= hash) break;
      this.heap[at] = this.heap[below] ?? 0;
      at = below;
    }
    this.heap[at] = moved;
  }
}

function stepOf(distance: number): number {
  return Math.min(buckets - 1, Math.floor(perDoubling * Math.log2(distance + 1)));
}

/** The share of requests that a cache of so many keys would have answered; 0 where nothing was asked. */
export function hitRatio({ requests, sampled, byDistance }: SeenUse, keys: number): number {
  // What the sample has too few or too many requests of is of the few keys that most go to, which every size holds.
  let hits = requests - sampled;
  const upTo = perDoubling * Math.log2(keys + 1);
  for (let step = 0; step < Math.min(upTo, byDistance.length); step++)
    hits += (byDistance[step] ?? 0) * Math.min(1, upTo - step);
  return requests === 0 ? 0 : Math.min(1, Math.max(0, hits / requests));
}

/** What several processes have seen; each sees requests for all keys, so that keys do not add up. */
export function together(parts: readonly SeenUse[]): SeenUse {
  const sum = (of: (part: SeenUse) => number) => parts.reduce((total, part) => total + of(part), 0);
  const requests = sum((part) => part.requests);
  return {
    requests,
    sampled: sum((part) => part.sampled),
    keys: Math.max(0, ...parts.map(({ keys }) => keys)),
    meanBytes: requests === 0 ? 0 : sum((part) => part.meanBytes * part.requests) / requests,
    byDistance: Array.from({ length: buckets }, (_, step) => sum(({ byDistance }) => byDistance[step] ?? 0)),
  };
}
