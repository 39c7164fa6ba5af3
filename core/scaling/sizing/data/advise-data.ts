import { tell } from '../../../model/reason.ts';
import { type DataCatalogue, dataUsdPerHour } from '../../../prices/data-catalogue.ts';
import { adviseClass, adviseStorage, type SeenClass, type SeenStorage } from './advise-class.ts';

/** A database, or a cache with all its nodes, as weeks have shown it. */
export interface SeenData {
  readonly kind: 'database' | 'cache';
  readonly name: string;
  /** What its price goes by, as in a `DataCatalogue`. */
  readonly engine: string;
  /** How many list prices one costs: two where a standby runs beside it. */
  readonly pricedTimes: number;
  readonly seen: Omit<SeenClass, 'usdPerHour'>;
  /** Null where it has no disk of its own. */
  readonly storage: SeenStorage | null;
}

/** One thing that is advised of a database or a cache. */
export interface DataAdvice {
  readonly name: string;
  readonly of: SeenData['kind'];
  /** Another size, or something about its storage. */
  readonly kind: 'smaller' | 'larger' | 'storage';
  /** Its class now, and the one that would do; null of storage. */
  readonly from: string;
  readonly to: string | null;
  /** Below nothing where it costs more; null where no price is known, and of storage. */
  readonly savedUsdPerMonth: number | null;
  readonly says: string;
  /** The reason alone; null of storage, whose sentence is one. */
  readonly why: string | null;
}

/** What is advised, and of what no price is known. */
export interface AdvisedData {
  readonly advice: readonly DataAdvice[];
  /** Classes that another size is advised of without dollars, e.g. `db.x2g.large of postgres`. */
  readonly unpriced: readonly string[];
}

/** What would do of databases and caches. `usdPerHour` is what one of the databases costs, where somebody has said it. */
export function adviseData(
  all: readonly SeenData[],
  catalogue: DataCatalogue,
  usdPerHour: number | null = null,
): AdvisedData {
  const advice = all.flatMap((one) => [
    ...classAdvice(one, priceOf(one, catalogue, usdPerHour)),
    ...storageAdvice(one),
  ]);
  const without = all.filter(({ name, kind }) =>
    advice.some((one) => one.name === name && one.of === kind && one.to !== null && one.savedUsdPerMonth === null),
  );
  return { advice, unpriced: [...new Set(without.map(({ engine, seen }) => `${seen.own} of ${engine}`))] };
}

function priceOf({ kind, engine, pricedTimes, seen }: SeenData, catalogue: DataCatalogue, said: number | null) {
  if (kind === 'database' && said !== null) return said;
  const listed = dataUsdPerHour(catalogue, engine, seen.own);
  return listed === null ? null : listed * pricedTimes;
}

function classAdvice({ name, kind: of, seen }: SeenData, usdPerHour: number | null): DataAdvice[] {
  const advised = adviseClass({ ...seen, usdPerHour });
  if (advised === null) return [];
  const { because, why, ...rest } = advised;
  return [{ name, of, from: seen.own, ...rest, says: tell(because), why: tell(why) }];
}

function storageAdvice({ name, kind: of, seen, storage }: SeenData): DataAdvice[] {
  const because = storage === null ? null : adviseStorage(storage);
  if (because === null) return [];
  return [
    { name, of, kind: 'storage', from: seen.own, to: null, savedUsdPerMonth: null, says: tell(because), why: null },
  ];
}
