import { profiles } from '../world/profile.ts';
import type { Backtest } from './answer.ts';

const hoursAMonth = 730;

/** What a row of this cost ratio would cost a month, at the unit's price of the world's profile. */
export function monthlyUsd({ clairvoyantMeanUnits, metricClassSeconds }: Backtest['table'], costRatio: number): number {
  const { unitPerHourUsd } = profiles[metricClassSeconds];
  return costRatio * clairvoyantMeanUnits * hoursAMonth * unitPerHourUsd;
}
