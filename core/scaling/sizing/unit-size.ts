/** A size that units may have. */
export interface UnitSize {
  readonly name: string;
  readonly usdPerHour: number;
  /** What one serves while it runs alone, per second: what it needs for itself is taken off already. */
  readonly perSecond: number;
}

/** What is so of units of any size. */
export interface Tier {
  /** The share of its work by which each unit waits for the others (sigma of the universal scalability law); 0 where none does. */
  readonly contention: number;
  /** The fewest that run, for redundancy, and the most that may. */
  readonly least: number;
  readonly most: number;
}

/** Relative error of arithmetic that is not taken for a unit more. */
const noise = 1e-9;

/** What so many units serve together, per second: by the universal scalability law without its term of coherence. */
export function servedBy(units: number, { perSecond }: UnitSize, { contention }: Tier): number {
  return units <= 0 ? 0 : (units * perSecond) / (1 + contention * (units - 1));
}

/** The fewest units that serve so much; null where no number of them within the tier's bounds does. */
export function unitsFor(
  demandPerSecond: number,
  { perSecond }: UnitSize,
  { contention, least, most }: Tier,
): number | null {
  const beyond = perSecond - contention * demandPerSecond;
  if (perSecond <= 0 || beyond <= 0) return null;
  const units = Math.max(least, Math.ceil((demandPerSecond * (1 - contention) * (1 - noise)) / beyond));
  return units > most ? null : units;
}
