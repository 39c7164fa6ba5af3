/** How the time of one invocation is shared out. */
export interface TimeBudget {
  /** Milliseconds that may still go into reading; what acting and recording need is kept back. */
  leftMs(): number;
  /** Whether there is enough left to begin more looks. */
  hasTime(): boolean;
}

/** Kept back for acting (four attempts of three seconds at worst) and recording, and what reading should have at least. */
const mostActingMs = 14_000;
const mostReadingMs = 6_000;

/** Shares out what Lambda says remains, `remainingMs`; of a short time limit a third each is kept for the same. */
export function timeBudget(remainingMs: () => number): TimeBudget {
  const wholeMs = remainingMs();
  const actingMs = Math.min(mostActingMs, wholeMs / 3);
  const readingMs = Math.min(mostReadingMs, wholeMs / 3);
  const leftMs = () => remainingMs() - actingMs;
  return { leftMs, hasTime: () => leftMs() >= readingMs };
}
