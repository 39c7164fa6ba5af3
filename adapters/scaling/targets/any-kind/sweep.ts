/** So many targets are worth one call of each kind. */
export const targetsPerCall = 50;

/** One page of a listing. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

/**
 * A listing of all that an account has of something, where AWS cannot be asked for some by name. It is read a few pages at a
 * time, and each reading goes on where the last one ended: however much an account has, what one reading costs is known
 * beforehand, and after some of them all is.
 */
export class Sweep<Item> {
  private readonly nameOf: (item: Item) => string;
  private next: string | undefined;
  private reading = new Map<string, Item[]>();
  /** What the last sweep that came to its end has found. */
  private read: ReadonlyMap<string, readonly Item[]> | null = null;

  constructor(nameOf: (item: Item) => string) {
    this.nameOf = nameOf;
  }

  /** Reads so many pages, or fewer where there are no more. */
  async go(pages: number, pageAt: (next: string | undefined) => Promise<Page<Item>>): Promise<void> {
    for (let page = 0; page < pages; page++) {
      const { items, next } = await pageAt(this.next).catch((error: unknown) => this.startOver(error));
      for (const item of items) this.add(item);
      this.next = next;
      if (next !== undefined) continue;
      this.read = this.reading;
      this.reading = new Map();
      return;
    }
  }

  /** What belongs to something of this name; null where that is not known yet. */
  of(name: string): readonly Item[] | null {
    return this.reading.get(name) ?? (this.read === null ? null : (this.read.get(name) ?? []));
  }

  private add(item: Item): void {
    const name = this.nameOf(item);
    const known = this.reading.get(name);
    if (known === undefined) this.reading.set(name, [item]);
    else known.push(item);
  }

  /** The place at which the last reading ended may not be known any more; the next one begins anew. */
  private startOver(error: unknown): never {
    this.next = undefined;
    this.reading = new Map();
    throw error;
  }
}
