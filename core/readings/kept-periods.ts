import type { ReadingConfig } from './reading-config.ts';
import { adds, keptPeriodSeconds } from './source-kinds.ts';

/**
 * The same reading in the shortest periods in which all its sources still tell what was so long ago. A sum over a longer
 * period is so much larger, and the scale follows.
 */
export function inKeptPeriods(reading: ReadingConfig, agoMs: number): ReadingConfig {
  const before = reading.parts[0]?.periodSeconds ?? 60;
  const periodSeconds = Math.max(...reading.parts.map((part) => keptPeriodSeconds(part, agoMs)));
  const parts = reading.parts.map((part) => ({ ...part, periodSeconds }));
  return { ...reading, parts, scale: scaleIn(reading, before, periodSeconds) };
}

function scaleIn(reading: ReadingConfig, before: number, after: number): number {
  const { scale } = reading;
  const grows = growth(reading);
  if (grows === 0) return scale;
  return grows > 0 ? (scale * before) / after : (scale * after) / before;
}

/** 1 where the reading is twice as large over twice the period, -1 where it is half as large, 0 where it stays. */
function growth({ parts, combine }: ReadingConfig): number {
  if (combine === 'sum') return parts.every(adds) ? 1 : 0;
  const [above = 0, below = 0] = parts.map((part) => (adds(part) ? 1 : 0));
  return above - below;
}
