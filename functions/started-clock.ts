import type { Clock } from '../core/ports.ts';

/** The real clock, or one that starts from a made-up time and runs on at the real one's pace. */
export function startedClock(startMs: number | null, realNowMs: () => number): Clock {
  if (startMs === null) return { nowMs: realNowMs };
  const aheadMs = startMs - realNowMs();
  return { nowMs: () => realNowMs() + aheadMs };
}
