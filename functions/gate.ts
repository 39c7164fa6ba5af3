/**
 * Holds looks until all that are expected have come, or gone, so that their reads fall into one tick and can be batched:
 * leases are taken one call each and so come in at different times. A slow one does not hold the others for long.
 */
export class Gate {
  private expected: number;
  private waiting: (() => void)[] = [];
  private opened = false;
  private readonly timer: NodeJS.Timeout;

  constructor(expected: number, patienceMs: number) {
    this.expected = expected;
    this.timer = setTimeout(() => this.open(), patienceMs);
    this.openIfComplete();
  }

  /** Resolves once all are here. After that it lets everyone through at once. */
  pass(): Promise<void> {
    if (this.opened) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.openIfComplete();
    });
  }

  /** One that is expected will not come, or has come and gone. */
  leave(): void {
    if (this.opened) return;
    this.expected--;
    this.openIfComplete();
  }

  private openIfComplete(): void {
    if (this.waiting.length >= this.expected) this.open();
  }

  private open(): void {
    clearTimeout(this.timer);
    this.opened = true;
    for (const resolve of this.waiting) resolve();
    this.waiting = [];
  }
}
