/** How a workload is scaled in the demo. */
export interface Sizing {
  /** The most requests a minute that one unit serves. */
  readonly requestsPerUnit: number;
  readonly minUnits: number;
  readonly maxUnits: number;
}

/** Units at the day's busy minutes, apart from its few highest peaks. */
const busyUnits = 14;
const busyQuantile = 0.98;

/** Chosen from the trace's own size, so that any trace keeps between about 2 and 14 units busy. */
export function sizing(perMinute: readonly (number | null)[]): Sizing {
  const sorted = perMinute.filter((value) => value !== null).sort((a, b) => a - b);
  const peak = sorted.at(-1) ?? 0;
  const busy = sorted[Math.floor((sorted.length - 1) * busyQuantile)] ?? peak;
  // A flash crowd may tower over the rest of its day: then the peak itself sets the scale.
  const requestsPerUnit = tidy(Math.max(busy / busyUnits, peak / 40));
  return { requestsPerUnit, minUnits: 2, maxUnits: Math.max(4, Math.ceil(peak / requestsPerUnit / 2) * 4) };
}

/** Two leading digits: a target that a person would write. */
function tidy(value: number): number {
  return Number(value.toPrecision(2));
}

/** The fewest units that a demand keeps busy, within the bounds: waiting is not counted. */
export function neededUnits(demand: number, { requestsPerUnit, minUnits, maxUnits }: Sizing): number {
  return Math.min(maxUnits, Math.max(minUnits, Math.ceil(demand / requestsPerUnit)));
}
