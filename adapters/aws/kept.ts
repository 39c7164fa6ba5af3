interface Keeping {
  /** After this time it is asked again. */
  readonly forMs: number;
  nowMs(): number;
}

interface One<Value> {
  readonly value: Promise<Value>;
  readonly askedMs: number;
  /** When it was last asked whether it still holds. */
  triedMs: number;
}

/**
 * Answers that a process keeps for some time, since they are seldom others: where something is, what it serves. What rejects is
 * not kept. Whoever finds that an answer may not hold any more has it renewed, or drops it: else what was deleted and made
 * anew under its name would stay out of reach for as long.
 */
export class Kept<Value> {
  private readonly keeping: Keeping;
  private readonly known = new Map<string, One<Value>>();
  private readonly renewing = new Map<string, Promise<Value>>();

  constructor(keeping: Keeping) {
    this.keeping = keeping;
  }

  /** What is kept under this name, else what `ask` answers; all who want it meanwhile share one question. */
  get(name: string, ask: () => Promise<Value>): Promise<Value> {
    const { forMs, nowMs } = this.keeping;
    const before = this.known.get(name);
    if (before !== undefined && nowMs() - before.askedMs < forMs) return before.value;
    const one = this.keep(name, ask());
    one.value.catch(() => {
      if (this.known.get(name) === one) this.known.delete(name);
    });
    return one.value;
  }

  /**
   * Asks again, unless that was done less than `leastMs` ago; then, and until there is a new answer, what is kept stays.
   * Rejects as `ask` does.
   */
  renew(name: string, ask: () => Promise<Value>, leastMs: number): Promise<Value> {
    const before = this.known.get(name);
    if (before === undefined) return this.get(name, ask);
    const running = this.renewing.get(name);
    if (running !== undefined) return running;
    const nowMs = this.keeping.nowMs();
    if (nowMs - before.triedMs < leastMs) return before.value;
    before.triedMs = nowMs;
    const asked = this.renewed(name, ask).finally(() => this.renewing.delete(name));
    this.renewing.set(name, asked);
    return asked;
  }

  drop(name: string): void {
    this.known.delete(name);
  }

  private async renewed(name: string, ask: () => Promise<Value>): Promise<Value> {
    const value = await ask();
    this.keep(name, Promise.resolve(value));
    return value;
  }

  private keep(name: string, value: Promise<Value>): One<Value> {
    const nowMs = this.keeping.nowMs();
    const one = { value, askedMs: nowMs, triedMs: nowMs };
    this.known.set(name, one);
    return one;
  }
}
