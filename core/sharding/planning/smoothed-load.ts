import type { SlotLoad } from './load.ts';

/** An hour of this age counts a third as much as the present one. */
const memoryMs = 24 * 3_600_000;

/** What a slot carries, smoothed. */
export interface SmoothedLoad {
  readonly load: number;
  readonly bytes: number;
  readonly heaviest: { readonly key: string; readonly part: number } | null;
}

/**
 * What each slot carries in an hour: a mean over all hours that were measured, in which each counts less by its age. Bytes
 * and the heaviest key are the newest hour's. An hour that was measured for other slots and not for one counts as nothing.
 */
export function smoothedLoads(loads: readonly SlotLoad[], atMs: number): Map<number, SmoothedLoad> {
  const weightOf = (hourMs: number) => Math.exp(-Math.max(0, atMs - hourMs) / memoryMs);
  const hours = new Set(loads.map(({ hourMs }) => hourMs));
  const whole = [...hours].reduce((sum, hourMs) => sum + weightOf(hourMs), 0);
  const smoothed = new Map<number, SmoothedLoad & { readonly newestMs: number }>();
  for (const { slot, hourMs, load, bytes, top } of loads) {
    const was = smoothed.get(slot);
    const isNewer = was === undefined || hourMs > was.newestMs;
    smoothed.set(slot, {
      load: (was?.load ?? 0) + (load * weightOf(hourMs)) / whole,
      bytes: isNewer ? bytes : was.bytes,
      heaviest: isNewer ? (top[0] ?? null) : was.heaviest,
      newestMs: Math.max(hourMs, was?.newestMs ?? 0),
    });
  }
  return new Map([...smoothed].map(([slot, { load, bytes, heaviest }]) => [slot, { load, bytes, heaviest }]));
}
