/** Time that only moves when told to. What is due happens in order, each at its own time. */
export class VirtualTime {
  nowMs = 0;
  private due: { readonly atMs: number; readonly happen: () => void }[] = [];

  at(atMs: number, happen: () => void): void {
    const index = this.due.findIndex((other) => other.atMs > atMs);
    this.due.splice(index === -1 ? this.due.length : index, 0, { atMs, happen });
  }

  readonly pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => this.at(this.nowMs + milliseconds, resolve));

  get nextMs(): number | null {
    return this.due[0]?.atMs ?? null;
  }

  /** Moves on, letting everybody answer to each thing that happens on the way. */
  async advanceTo(atMs: number): Promise<void> {
    for (let next = this.due[0]; next !== undefined && next.atMs <= atMs; next = this.due[0]) {
      this.due.shift();
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.happen();
      await settle();
    }
    this.nowMs = Math.max(this.nowMs, atMs);
  }
}

/** Lets every promise that can go on do so, or as many as are wanted. */
export async function settle(isEnough: () => boolean = () => false): Promise<void> {
  for (let turn = 0; turn < 40 && !isEnough(); turn++) await undefined;
}
