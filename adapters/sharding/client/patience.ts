/** How often a transaction is tried, and how long in all its caller waits for a slot that is between two shards. */
const mostTries = 6;
const mostMs = 2000;
/** While a slot is cut the wait is short, since the cut is. */
const cutPauseMs = { least: 5, most: 25 };
const firstPauseMs = 10;
const longestPauseMs = 400;

/** Time, chance and a timer. */
export interface PatienceOptions {
  nowMs(): number;
  random(): number;
  pause(milliseconds: number): Promise<unknown>;
}

/** What one transaction may still spend on being tried again. Its own work does not count, however long it takes. */
export class Patience {
  private readonly options: PatienceOptions;
  private leftMs = mostMs;
  private tries = 0;
  private pauses = 0;

  constructor(options: PatienceOptions) {
    this.options = options;
  }

  /** Counts a try; false where there is none left. */
  another(): boolean {
    this.tries++;
    return this.tries <= mostTries;
  }

  /**
   * Asks until the answer is yes, with pauses between: short ones while the slot is cut, and else longer each time, with full
   * jitter. False where the time is over, that of the asking included.
   */
  async until(ask: () => Promise<'yes' | 'cut' | 'no'>): Promise<boolean> {
    const { nowMs } = this.options;
    for (let sinceMs = nowMs(); ; sinceMs = nowMs()) {
      const answer = await ask();
      if (answer === 'yes') return true;
      await this.options.pause(this.pauseMs(answer));
      this.leftMs -= nowMs() - sinceMs;
      if (this.leftMs <= 0) return false;
    }
  }

  private pauseMs(answer: 'cut' | 'no'): number {
    const { random } = this.options;
    if (answer === 'cut') return cutPauseMs.least + random() * (cutPauseMs.most - cutPauseMs.least);
    return random() * Math.min(longestPauseMs, firstPauseMs * 2 ** this.pauses++);
  }
}
