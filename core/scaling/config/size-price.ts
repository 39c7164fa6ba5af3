import { instanceUsdPerHour } from '../../prices/instance-price.ts';
import { priceBook } from '../../prices/price-book.ts';
import type { Rung } from './sizes.ts';
import type { TargetKind } from './target-kinds.ts';

const cpuUnitsPerCpu = 1024;
const mibPerGb = 1024;

/** What a unit of a size costs an hour: as it is said, else by the price list of the house; null where that has none. */
export function usdPerHourOf(
  kind: TargetKind | string,
  { size, usdPerHour }: Pick<Rung, 'size' | 'usdPerHour'>,
): number | null {
  if (usdPerHour !== null) return usdPerHour;
  if (kind === 'auto-scaling-group') return instanceUsdPerHour(size);
  if (kind !== 'ecs-service') return null;
  const [cpu = 0, mib = 0] = size.split('/').map(Number);
  const { fargateUsdPerCpuHour, fargateUsdPerGbHour } = priceBook;
  return (cpu / cpuUnitsPerCpu) * fargateUsdPerCpuHour.value + (mib / mibPerGb) * fargateUsdPerGbHour.value;
}
