/** What time it is at the server: never earlier than it is, and later by at most one round trip. */
export class ServerClock {
  private readonly monotonicMs: () => number;
  private aheadMs: number | null = null;

  constructor(monotonicMs: () => number) {
    this.monotonicMs = monotonicMs;
  }

  /** `askedMs` is when the question left, by the process's own monotonic clock. */
  learn(serverMs: number, askedMs: number): void {
    this.aheadMs = serverMs - askedMs;
  }

  nowMs(): number {
    return this.aheadMs === null ? Number.POSITIVE_INFINITY : this.monotonicMs() + this.aheadMs;
  }
}
