/** So many at once and no more; those that come later wait in line. */
export class Permits {
  private left: number;
  private readonly line: (() => void)[] = [];

  constructor(permits: number) {
    this.left = permits;
  }

  /** Waits for a permit. It is given back by `giveBack`. */
  async take(): Promise<void> {
    if (this.left > 0) this.left--;
    else await new Promise<void>((resolve) => this.line.push(resolve));
  }

  giveBack(): void {
    const next = this.line.shift();
    if (next === undefined) this.left++;
    else next();
  }
}
