/** The order in which entries were last used, and how many were used since one was: a Fenwick tree over places. */
export class OrderOfUse {
  private readonly places: number;
  /** The place of each entry, counted from 1; 0 where it is in no order. */
  private readonly placeOf: Int32Array;
  /** Entry + 1 at a place. */
  private readonly entryAt: Int32Array;
  private readonly tree: Int32Array;
  private last = 0;
  private count = 0;

  /** For entries from 0 up to `entries`. */
  constructor(entries: number) {
    this.places = 2 * entries;
    this.placeOf = new Int32Array(entries);
    this.entryAt = new Int32Array(this.places + 1);
    this.tree = new Int32Array(this.places + 1);
  }

  has(entry: number): boolean {
    return (this.placeOf[entry] ?? 0) > 0;
  }

  /** How many others were used since this one was. */
  usedSince(entry: number): number {
    let upTo = 0;
    for (let at = this.placeOf[entry] ?? 0; at > 0; at -= at & -at) upTo += this.tree[at] ?? 0;
    return this.count - upTo;
  }

  use(entry: number): void {
    if (this.has(entry)) this.leave(entry);
    if (this.last === this.places) this.closeRanks();
    this.last++;
    this.put(entry, this.last);
    this.count++;
    this.add(this.last, 1);
  }

  leave(entry: number): void {
    const place = this.placeOf[entry] ?? 0;
    if (place === 0) return;
    this.placeOf[entry] = 0;
    this.entryAt[place] = 0;
    this.count--;
    this.add(place, -1);
  }

  private put(entry: number, place: number): void {
    this.placeOf[entry] = place;
    this.entryAt[place] = entry + 1;
  }

  private add(from: number, change: number): void {
    for (let at = from; at <= this.places; at += at & -at) this.tree[at] = (this.tree[at] ?? 0) + change;
  }

  /** Gives places out anew, in the same order, so that the later half or more is free. */
  private closeRanks(): void {
    this.tree.fill(0);
    this.last = 0;
    for (let place = 1; place <= this.places; place++) {
      const entry = (this.entryAt[place] ?? 0) - 1;
      this.entryAt[place] = 0;
      if (entry >= 0) this.put(entry, ++this.last);
    }
    for (let place = 1; place <= this.last; place++) this.add(place, 1);
  }
}
