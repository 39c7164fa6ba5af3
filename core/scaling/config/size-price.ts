import { fargateUsdPerHour } from '../../prices/fargate-price.ts';
import { instanceUsdPerHour } from '../../prices/instance-price.ts';
import { priceBook } from '../../prices/price-book.ts';
import type { Rung } from './sizes.ts';
import type { TargetKind } from './target-kinds.ts';

const mibPerGb = 1024;

/**
 * Whether a unit costs only while it works: then the size is right whose unit costs least for what it serves, however much is to
 * be served.
 */
export const isBilledByUse = (kind: TargetKind | string): boolean => kind === 'lambda-concurrency';

/** What a unit of a size costs an hour: as it is said, else by the price list of the house; null where that has none. */
export function usdPerHourOf(
  kind: TargetKind | string,
  { size, usdPerHour }: Pick<Rung, 'size' | 'usdPerHour'>,
): number | null {
  if (usdPerHour !== null) return usdPerHour;
  if (kind === 'auto-scaling-group') return instanceUsdPerHour(size);
  if (kind === 'lambda-concurrency') return (Number(size) / mibPerGb) * 3600 * priceBook.lambdaUsdPerGbSecond.value;
  return kind === 'ecs-service' ? fargateUsdPerHour(size) : null;
}
