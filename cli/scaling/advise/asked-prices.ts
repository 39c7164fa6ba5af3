import { type DataCatalogue, dataCatalogue } from '../../../core/prices/data-catalogue.ts';
import { housePrices, type UnitPrices, unitPricesOf } from '../../../core/prices/unit-prices.ts';
import type { Session } from '../../session.ts';
import { dataOf, readCatalogue } from '../sizes/read-catalogue.ts';
import type { AdviseOptions } from './options.ts';

/** What things cost in the Region that is meant. */
export interface AskedPrices {
  readonly units: UnitPrices;
  readonly data: DataCatalogue;
}

/** What was asked for, with what things cost. */
export interface Asking extends AdviseOptions {
  readonly prices: AskedPrices;
}

/** Those of the file that is named, else those of the house. Throws `InvalidInput` and `CommandError` where it has none. */
export async function askedPrices(session: Session, { sizes }: Pick<AdviseOptions, 'sizes'>): Promise<AskedPrices> {
  if (sizes === undefined) return { units: housePrices, data: dataCatalogue };
  const catalogue = await readCatalogue(session, sizes);
  return { units: unitPricesOf(catalogue), data: dataOf(catalogue, sizes) };
}
