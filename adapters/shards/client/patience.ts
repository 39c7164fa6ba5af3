/** How often a transaction is tried, and how long in all its caller waits for a slot that is between two shards. */
const mostTries = 6;
const mostMs = 2000;
/** While a slot is cut the wait is short, since the cut is. */
const cutPauseMs = { least: 5, most: 25 };
const firstPauseMs = 10;
const longestPauseMs = 400;

export interface PatienceOptions {
  nowMs(): number;
  random(): number;
  pause(milliseconds: number): Promise<unknown>;
}

/** What one transaction may still spend on being tried again. */
export class Patience {
  private readonly options: PatienceOptions;
  private readonly untilMs: number;
  private tries = 0;
  private pauses = 0;

  constructor(options: PatienceOptions) {
    this.options = options;
    this.untilMs = options.nowMs() + mostMs;
  }

  /** Counts a try; false where there is none left. */
  another(): boolean {
    this.tries++;
    return this.tries <= mostTries && this.options.nowMs() < this.untilMs;
  }

  /** Waits, shortly while the slot is cut and else longer each time, with full jitter; false where the time is over. */
  async wait(isCut: boolean): Promise<boolean> {
    const { nowMs, random, pause } = this.options;
    if (nowMs() >= this.untilMs) return false;
    const most = Math.min(longestPauseMs, firstPauseMs * 2 ** this.pauses++);
    const pauseMs = isCut ? cutPauseMs.least + random() * (cutPauseMs.most - cutPauseMs.least) : random() * most;
    await pause(pauseMs);
    return nowMs() < this.untilMs;
  }
}
