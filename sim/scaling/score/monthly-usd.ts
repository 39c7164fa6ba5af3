import { priceBook } from '../../../core/prices/price-book.ts';
import type { Backtest } from './answer.ts';

const hoursAMonth = 730;
const { fargateUsdPerCpuHour, fargateUsdPerGbHour } = priceBook;

/** What a unit of a simulated world costs: one vCPU of Fargate with 2 GB. */
export const unitUsdPerHour = fargateUsdPerCpuHour.value + 2 * fargateUsdPerGbHour.value;

/** What a row of this cost ratio would cost a month. */
export function monthlyUsd({ clairvoyantMeanUnits }: Backtest['table'], costRatio: number): number {
  return costRatio * clairvoyantMeanUnits * hoursAMonth * unitUsdPerHour;
}
