import { type Tier, type UnitSize, unitsFor } from './unit-size.ts';

/** What was to be served over the days looked back on, per second, at even distances. */
export interface Demands {
  readonly perSecond: ArrayLike<number>;
  readonly stepSeconds: number;
}

/** What units of one size come to over these days. */
export interface SizeCost {
  readonly usd: number;
  /** At the busiest, and on average. */
  readonly mostUnits: number;
  readonly meanUnits: number;
}

/** What units of a size cost where they follow the demand; null where no number of them serves all of it. */
export function costOfSize({ perSecond, stepSeconds }: Demands, size: UnitSize, tier: Tier): SizeCost | null {
  let [sum, most] = [0, 0];
  for (let step = 0; step < perSecond.length; step++) {
    const units = unitsFor(perSecond[step] as number, size, tier);
    if (units === null) return null;
    sum += units;
    if (units > most) most = units;
  }
  const usd = (sum * stepSeconds * size.usdPerHour) / 3600;
  return { usd, mostUnits: most, meanUnits: perSecond.length === 0 ? 0 : sum / perSecond.length };
}
