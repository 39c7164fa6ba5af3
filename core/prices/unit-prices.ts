import { type FargateTask, taskUsdPerHour } from './fargate-price.ts';
import { inProportion, instanceUsdPerHour } from './instance-price.ts';
import { familyOf, type SizeCatalogue, sizeCatalogue } from './size-catalogue.ts';

/** What units of fleets cost an hour by one list: US dollars, on demand. */
export interface UnitPrices {
  readonly region: string;
  /** `yyyy-mm-dd`. */
  readonly readOn: string;
  /** Of an instance type; null where the list has none of its family. */
  readonly instanceUsdPerHour: (type: string) => number | null;
  /** Of a task of Fargate; null where the list does not have it. */
  readonly fargateUsdPerHour: (task: FargateTask) => number | null;
}

/** The list prices of the house. */
export const housePrices: UnitPrices = {
  region: sizeCatalogue.region,
  readOn: sizeCatalogue.readOn,
  instanceUsdPerHour,
  fargateUsdPerHour: (task) => taskUsdPerHour(task),
};

/** Those of a catalogue and of no other Region; sizes that it leaves out are priced in proportion to one of their family. */
export function unitPricesOf({ region, readOn, sizes, fargate }: SizeCatalogue): UnitPrices {
  const byName = new Map(sizes.map(({ name, usdPerHour }) => [name, usdPerHour]));
  const byFamily = new Map(sizes.map((size) => [familyOf(size.name), size]));
  const relative = (type: string): number | null => {
    const known = byFamily.get(familyOf(type));
    const times = known === undefined ? null : inProportion(known.name, type);
    return known === undefined || times === null ? null : known.usdPerHour * times;
  };
  return {
    region,
    readOn,
    instanceUsdPerHour: (type) => byName.get(type) ?? relative(type),
    fargateUsdPerHour:
      fargate === undefined && region === housePrices.region
        ? housePrices.fargateUsdPerHour
        : (task) => taskUsdPerHour(task, fargate ?? {}),
  };
}
