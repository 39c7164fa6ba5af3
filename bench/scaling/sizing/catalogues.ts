import { type Tier, type UnitSize, unitsFor } from '../../../core/scaling/sizing/unit-size.ts';

export const catalogueNames = ['proportional', 'overhead', 'contention'] as const;
export type CatalogueName = (typeof catalogueNames)[number];

/** Sizes that double, each at twice the price, and what is so of their units. */
export interface Catalogue {
  readonly catalogue: CatalogueName;
  readonly sizes: readonly UnitSize[];
  readonly tier: Tier;
  /** The place of the smallest that serves the highest demand within the most units. */
  readonly horizontal: number;
}

/** From an eighth of the made-up unit to a million of it: some traces have peaks of hundreds of times their mean. */
const powers = Array.from({ length: 24 }, (_, place) => 2 ** (place - 3));
/** Of what a unit of the size that horizontal scaling alone runs could serve: each unit of any size loses as much. */
const overheadShare = 0.15;
const contention = 0.05;

/** The three catalogues for a highest demand, in units of power 1. Two units at least run, for redundancy. */
export function cataloguesFor(highest: number): Catalogue[] {
  const plain = { contention: 0, least: 2, most: 40 };
  return [
    catalogue('proportional', highest, plain, () => 0),
    catalogue('overhead', highest, plain, (power) => overheadShare * power),
    catalogue('contention', highest, { ...plain, contention }, () => 0),
  ];
}

function catalogue(name: CatalogueName, highest: number, tier: Tier, lost: (power: number) => number): Catalogue {
  const serves = (power: number) => unitsFor(highest, sizeOf(power, lost(power)), tier) !== null;
  const smallest = powers.find(serves);
  if (smallest === undefined) throw new RangeError(`no size of ${name} serves ${highest}`);
  const all = powers.map((power) => sizeOf(power, lost(smallest))).filter(({ perSecond }) => perSecond > 0);
  return { catalogue: name, sizes: all, tier, horizontal: all.findIndex(({ name: one }) => one === String(smallest)) };
}

const sizeOf = (power: number, lost: number): UnitSize => ({
  name: String(power),
  usdPerHour: power,
  perSecond: power - lost,
});
