import { priceBook } from '../../../core/prices/price-book.ts';
import type { Backtest } from './answer.ts';

const hoursAMonth = 730;
const { fargateUsdPerCpuHour, fargateUsdPerGbHour } = priceBook;

/** What a unit of a simulated world costs: one vCPU of Fargate with 2 GB. */
const unitUsdPerHour = fargateUsdPerCpuHour.value + 2 * fargateUsdPerGbHour.value;

/** What a unit costs an hour, in dollars: what somebody pays, else the made-up unit's list price. */
export function unitPrice({ fleet }: Pick<Backtest['table'], 'fleet'>): number {
  return fleet?.usdPerUnitHour ?? unitUsdPerHour;
}

/** What a row of this cost ratio would cost a month. */
export function monthlyUsd(
  table: Pick<Backtest['table'], 'clairvoyantMeanUnits' | 'fleet'>,
  costRatio: number,
): number {
  return costRatio * table.clairvoyantMeanUnits * hoursAMonth * unitPrice(table);
}
