interface Owing {
  /** Takes one value away at the server; rejects where it cannot be told. */
  forget(id: string): Promise<unknown>;
  /** Leaves all values behind. */
  bump(): Promise<void>;
}

/** Past so many that could not be told, all values are left behind instead. */
const most = 1000;
const againMs = 100;

/** Invalidations that the server has not heard of. What is owed is not read from the cache until it has. */
export class Owed {
  private readonly owing: Owing;
  /** How often each was added: one that is added while it is paid is owed again. */
  private ids = new Map<string, number>();
  /** They were too many; false again once a bump has begun after the last that was too much. */
  private isAll = false;
  private isTooMany = false;
  private timer: NodeJS.Timeout | null = null;
  private isClosed = false;

  constructor(owing: Owing) {
    this.owing = owing;
  }

  has(id: string): boolean {
    return this.isAll || (this.ids.size > 0 && this.ids.has(id));
  }

  add(id: string): void {
    this.ids.set(id, (this.ids.get(id) ?? 0) + 1);
    if (this.ids.size > most) {
      this.ids.clear();
      this.isAll = true;
      this.isTooMany = true;
    }
    this.later();
  }

  close(): void {
    this.isClosed = true;
    if (this.timer !== null) clearTimeout(this.timer);
  }

  private later(): void {
    if (this.timer !== null || this.isClosed) return;
    this.timer = setTimeout(() => void this.pay(), againMs);
    this.timer.unref();
  }

  /** Each by itself: one node of a cluster may be gone for long, or refuse, while the others are back. */
  private async pay(): Promise<void> {
    if (this.isAll) await this.payAll().catch(untilLater);
    await Promise.all([...this.ids].map(([id, times]) => this.payOne(id, times).catch(untilLater)));
    this.timer = null;
    if (this.isAll || this.ids.size > 0) this.later();
  }

  private async payOne(id: string, times: number): Promise<void> {
    await this.owing.forget(id);
    if (this.ids.get(id) === times) this.ids.delete(id);
  }

  private async payAll(): Promise<void> {
    this.isTooMany = false;
    await this.owing.bump();
    this.isAll = this.isTooMany;
  }
}

/** It is not back; its trouble has been told. */
const untilLater = () => {};
