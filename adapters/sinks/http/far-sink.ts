import type { Gauges, Sink } from '../../../core/looking/sink.ts';
import { SinkMiss } from './sink-miss.ts';

/** What numbers are sent with. */
export interface FarSinkWorld {
  nowMs(): number;
  /** Told where numbers were not taken. */
  onTrouble(error: unknown): void;
}

/** Sends what was gathered. Rejects where it was not taken. */
export type Send = (gauges: readonly Gauges[], abort: AbortSignal) => Promise<void>;

/** No decision waits longer than this for somebody to take its numbers. */
const patienceMs = 2000;
/** Whoever did not take them is left alone for so long, so that he costs one look a minute, and not each. */
const closedMs = 60_000;
/** More than this are not gathered: a look that tells nobody is better than one that fails for want of memory. */
const most = 10_000;

/**
 * Gathers the numbers of looks and sends them when the invocation ends. It never rejects, and never sends a number as of later
 * than now: Prometheus takes such a one, and refuses every honest one until that time.
 */
export function farSink(send: Send, { nowMs, onTrouble }: FarSinkWorld): Sink {
  let kept: Gauges[] = [];
  let closedUntilMs = 0;
  return {
    tell: () => {},
    count: () => {},
    gauge: (gauges) => {
      if (kept.length < most) kept.push(gauges);
    },
    flush: async () => {
      const now = nowMs();
      const gathered = newestOf(kept.map((gauges) => ({ ...gauges, atMs: Math.min(gauges.atMs, now) })));
      kept = [];
      if (gathered.length === 0 || now < closedUntilMs) return;
      const abort = AbortSignal.timeout(patienceMs);
      try {
        await Promise.race([send(gathered, abort), whenOver(abort)]);
      } catch (error) {
        closedUntilMs = nowMs() + closedMs;
        onTrouble(error);
      }
    },
  };
}

/** One of each subject and moment, the last of them, oldest first: a receiver refuses two that contradict each other. */
function newestOf(all: readonly Gauges[]): readonly Gauges[] {
  const byMoment = new Map(all.map((gauges) => [`${gauges.atMs} ${gauges.subject}`, gauges]));
  return [...byMoment.values()].sort((one, other) => one.atMs - other.atMs);
}

/** Secrets are read by clients that have time limits of their own: whatever they do, this is the end of it. */
function whenOver(abort: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    abort.addEventListener('abort', () => reject(new SinkMiss('SendTimedOut', 'numbers were not taken in time')));
  });
}
