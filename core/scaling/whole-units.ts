/** Relative error of arithmetic that is not taken for need: 300.0000001 / 100 is three units, not four. */
const noise = 1e-9;

/** The whole units that hold `units`: rounded up past arithmetic noise, never negative, never beyond what JSON holds exactly. */
export function wholeUnits(units: number): number {
  return Math.min(Math.max(Math.ceil(units * (1 - noise)), 0), Number.MAX_SAFE_INTEGER);
}

/** The whole times that something fits: rounded down past arithmetic noise, within the same limits. */
export function wholeTimes(times: number): number {
  return Math.min(Math.max(Math.floor(times * (1 + noise)), 0), Number.MAX_SAFE_INTEGER);
}
