import { priceBook } from '../../prices/price-book.ts';
import type { ScalableConfig } from '../config/scalable.ts';
import type { TargetConfig } from '../config/target-kinds.ts';

type Throughput = TargetConfig<'dynamodb-throughput'>['throughput'];

/** What a table, or an index, serves at once, units a second; null where AWS does not tell. */
export interface WarmNow {
  readonly reads: number | null;
  readonly writes: number | null;
  /** Whether it is being raised already. */
  readonly isBusy: boolean;
}

/** What is to be done about what a table serves at once. It is only ever raised. */
export type Warming =
  | { readonly is: 'warm'; readonly units: number; readonly now: number }
  | { readonly is: 'busy' }
  | { readonly is: 'unknown' }
  | { readonly is: 'raise'; readonly from: number; readonly to: number; readonly usdOnce: number };

const isOfReads = (throughput: Throughput) => throughput.includes('Read');

/** Compares what is served at once with what is to be. What is warm enough is left, so that nothing is paid for twice. */
export function planWarming(throughput: Throughput, now: WarmNow, units: number): Warming {
  const from = isOfReads(throughput) ? now.reads : now.writes;
  if (from === null) return { is: 'unknown' };
  if (from >= units) return { is: 'warm', units, now: from };
  if (now.isBusy) return { is: 'busy' };
  return { is: 'raise', from, to: units, usdOnce: (units - from) * usdPerUnit(throughput) };
}

/**
 * US dollars that a unit more is reckoned with, once: an hour of a provisioned one, in us-east-1. AWS charges for what is raised
 * above what a table has by itself; its bill is what counts.
 */
function usdPerUnit(throughput: Throughput): number {
  const { dynamoDbUsdPerReadUnitHour: reads, dynamoDbUsdPerWriteUnitHour: writes } = priceBook;
  return (isOfReads(throughput) ? reads : writes).value;
}

/** What is announced: floors of schedules, and what people have set for a while. */
export interface Announced {
  readonly units: number;
  readonly by: 'a schedule' | 'an override';
}

/** The highest floor that is announced of a scalable; null where none is. `floors` are those of overrides, which all end. */
export function announcedUnits(
  { policies }: Pick<ScalableConfig, 'policies'>,
  floors: readonly number[],
): Announced | null {
  const scheduled = policies.flatMap((policy) =>
    policy.kind === 'schedule' ? policy.windows.map(({ floor }) => floor ?? 0) : [],
  );
  const [byClock, byHand] = [Math.max(0, ...scheduled), Math.max(0, ...floors)];
  if (Math.max(byClock, byHand) === 0) return null;
  return byHand > byClock ? { units: byHand, by: 'an override' } : { units: byClock, by: 'a schedule' };
}

/** Dollars, and cents below a hundred. */
export function tellUsdOnce(usd: number): string {
  return `$${usd < 100 ? usd.toFixed(2) : Math.round(usd).toLocaleString('en-US')}`;
}
