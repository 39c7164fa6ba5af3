import type { SlotLoad } from './load.ts';

/** An hour of this age counts a third as much as the present one. */
const memoryMs = 24 * 3_600_000;

/** What a slot carries, smoothed. */
export interface SmoothedLoad {
  readonly load: number;
  readonly bytes: number;
}

/**
 * What each slot carries in an hour: a mean over all hours in which it was measured, each counting less by its age. Bytes
 * are the newest hour's. An hour in which nobody could measure it says nothing; what two shards measured
 * of it in one hour, as it moved, is one.
 */
export function smoothedLoads(loads: readonly SlotLoad[], atMs: number): Map<number, SmoothedLoad> {
  const bySlot = Map.groupBy(loads, ({ slot }) => slot);
  return new Map([...bySlot].map(([slot, own]) => [slot, smoothed(own, atMs)]));
}

function smoothed(loads: readonly SlotLoad[], atMs: number): SmoothedLoad {
  const weightOf = (hourMs: number) => Math.exp(-Math.max(0, atMs - hourMs) / memoryMs);
  const hours = new Set(loads.map(({ hourMs }) => hourMs));
  const whole = [...hours].reduce((sum, hourMs) => sum + weightOf(hourMs), 0);
  const newest = loads.reduce((newer, one) => (one.hourMs > newer.hourMs ? one : newer));
  return {
    load: loads.reduce((sum, { load, hourMs }) => sum + load * weightOf(hourMs), 0) / whole,
    bytes: newest.bytes,
  };
}
