import type { Blocks } from './blocks.ts';
import type { Estimate, Limit } from './diagnosis.ts';
import { type Loads, meanOf } from './loads.ts';
import type { Scatter } from './scatter.ts';

/** A limit before it is compared with others, and where it lies in each draw. */
export interface DrawnLimit {
  readonly limit: Omit<Limit, 'firstPercent' | 'nearFirstPercent'>;
  readonly draws: Float64Array;
}

/** Where a limit lies in a draw; those of which there are fewer draws are gone through again and again. */
export function drawAt({ draws }: DrawnLimit, at: number): number {
  return draws[at % draws.length] ?? Number.POSITIVE_INFINITY;
}

/** What all tiers of a window have in common. */
export interface Window {
  readonly blocks: Blocks;
  readonly loads: Loads;
  /** The draws of the bootstrap: blocks, by number. */
  readonly picks: readonly Uint16Array[];
  readonly clients: Float64Array;
  readonly noise: number;
  /** By tier. */
  readonly scatters: ReadonlyMap<string, Scatter>;
  uniform(): number;
}

/** A value with the middle 90 of 100 draws round it. */
export function estimate(value: number, draws: Float64Array): Estimate {
  const sorted = draws.toSorted();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? value;
  return { value, low: Math.min(at(0.05), value), high: Math.max(at(0.95), value) };
}

/** What one request takes, where a load is all that units can do. */
export function inverse({ value, low, high }: Estimate, units: number): Estimate {
  return { value: units / value, low: units / high, high: units / low };
}

export function middleOf(draws: Float64Array): number {
  return draws.toSorted()[Math.floor(draws.length / 2)] ?? Number.POSITIVE_INFINITY;
}

/** By how much more a load is than that of now, percent. */
export function headroom(saturation: number, { now }: Loads): number {
  return 100 * (saturation / now - 1);
}

/** What runs in the newest block that tells it. */
export function newest(units: Float64Array): number {
  return meanOf(units.subarray(-1)) ?? meanOf(units) ?? 1;
}
