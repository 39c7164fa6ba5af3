import { isPegged, type ServedPeriod, type Serving } from './serving.ts';

/** Idle units tell little of what they could do. */
const leastUtilisation = 0.2;
const mostMeasured = 5;
const fewestMeasured = 3;
/** What is learned stays until it is off by more than this. */
const deadBand = 0.04;

/**
 * Learns what one unit can serve: demand over (busy share x units), the utilisation law of queueing. The median of the newest
 * five periods that tell it follows a deploy within three of them, and one strange period changes nothing. Periods with units
 * that are still warming up, or with others than were asked for, tell nothing; where all units are busy, arrivals are the most that was served, so such a period
 * may lower what is known and never raise it. Where the fleet has shrunk it is learned anew, since the units may be of
 * different sizes.
 */
export function learnUnit(serving: Serving, period: ServedPeriod, unitPerSecond: number): Serving {
  const { units } = period;
  if (units === null) return serving;
  const before = units < serving.ran ? [] : serving.measured;
  const share = shareOf(serving, period, unitPerSecond);
  const measured = share === null ? before : [...before, round(share, 1e4)].slice(-mostMeasured);
  return { ...serving, ran: units, measured, unitShare: learnedFrom(serving.unitShare, measured) };
}

function shareOf({ unitShare }: Serving, period: ServedPeriod, unitPerSecond: number): number | null {
  const unit = unitIn(period);
  if (unit === null) return null;
  const share = unit / unitPerSecond;
  return isPegged(period) ? Math.min(share, unitShare) : share;
}

/** What a period tells that one unit can serve per second; null where it tells nothing. */
export function unitIn({ perSecond, utilisation, units, cold, settled }: ServedPeriod): number | null {
  if (utilisation === null || utilisation < leastUtilisation || units === null || units <= 0) return null;
  if (cold > 0 || !settled || perSecond <= 0) return null;
  return perSecond / (Math.min(1, utilisation) * units);
}

function learnedFrom(unitShare: number, measured: readonly number[]): number {
  if (measured.length < fewestMeasured) return unitShare;
  const sorted = [...measured].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? unitShare;
  if (Math.abs(median / unitShare - 1) <= deadBand) return unitShare;
  return round(Math.max(0.1, Math.min(2, median)), 1e2);
}

function round(value: number, scale: number): number {
  return Math.round(value * scale) / scale;
}
