/** Followed at once; a key that has more than one in so many requests is among them for certain. */
const followed = 32;

/** A key and how many requests a second it has, about. */
export interface HotKey {
  readonly key: string;
  readonly perSecond: number;
}

/**
 * The keys that most requests are for, in fixed memory: Space-Saving, https://doi.org/10.1007/978-3-540-30570-5_27. Counts
 * lose half of themselves each second, so that what was hot cools down.
 */
export class HotKeys {
  private readonly counts = new Map<string, number>();
  private halvedMs: number | null = null;

  /** A request; answers how many a second this key has, about. */
  use(key: string, nowMs: number): number {
    this.cool(nowMs);
    const known = this.counts.get(key);
    const count = (known ?? this.makeRoom()) + 1;
    this.counts.set(key, count);
    return count / this.seconds(nowMs);
  }

  /** The hottest first. */
  hottest(nowMs: number): readonly HotKey[] {
    this.cool(nowMs);
    const seconds = this.seconds(nowMs);
    const all = [...this.counts].map(([key, count]) => ({ key, perSecond: count / seconds }));
    return all.sort((a, b) => b.perSecond - a.perSecond);
  }

  /** What the key that has to go was counted for: whoever takes its room may have had as many. */
  private makeRoom(): number {
    if (this.counts.size < followed) return 0;
    let [coldest, least] = ['', Number.POSITIVE_INFINITY];
    for (const [key, count] of this.counts) if (count < least) [coldest, least] = [key, count];
    this.counts.delete(coldest);
    return least;
  }

  /** What is halved each second is as much as arrives in one, and what has come since. */
  private seconds(nowMs: number): number {
    return 1 + (nowMs - (this.halvedMs ?? nowMs)) / 1000;
  }

  private cool(nowMs: number): void {
    this.halvedMs ??= nowMs;
    const seconds = Math.floor((nowMs - this.halvedMs) / 1000);
    if (seconds < 1) return;
    this.halvedMs += 1000 * seconds;
    for (const [key, count] of this.counts) {
      const left = count / 2 ** seconds;
      if (left < 0.5) this.counts.delete(key);
      else this.counts.set(key, left);
    }
  }
}
