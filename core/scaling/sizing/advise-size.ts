import { counted } from '../../model/counted.ts';
import { InvalidInput } from '../../model/errors.ts';
import { didYouMean } from '../../model/near-names.ts';
import type { Because } from '../../model/reason.ts';
import { familyOf, type InstanceSize, type SizeCatalogue } from '../../prices/size-catalogue.ts';
import { costOfSize, type Demands, type SizeCost } from './cost-of-size.ts';
import type { Tier, UnitSize } from './unit-size.ts';

/** What is known of units, and what they were to serve. */
export interface SizeQuestion {
  readonly catalogue: SizeCatalogue;
  /** The size that units have now. */
  readonly own: string;
  /** What one unit of a size serves per second, by its name, as it was measured; that of `own` has to be among them. */
  readonly measured: Readonly<Record<string, number>>;
  /** What each unit, of whatever size, needs for itself: a share of what one of the own size serves. */
  readonly overhead: number;
  readonly demands: Demands;
  readonly tier: Tier;
}

/** One size, and what it would come to. */
export interface SizeOffer extends SizeCost {
  readonly name: string;
  readonly perSecond: number;
  readonly usdPerMonth: number;
}

/** What is advised on the size of units. */
export interface SizeAdvice {
  readonly own: SizeOffer;
  /** Cheapest first; sizes that cannot serve within the bounds are left out. */
  readonly offers: readonly SizeOffer[];
  /** Families of the catalogue of which nothing is measured. */
  readonly unmeasured: readonly string[];
  readonly because: Because;
}

const hoursPerMonth = 730;
/** A size is advised that saves more than this share. */
const leastSaving = 0.03;

/**
 * Which size would serve the same for less. Sizes of one family are taken in proportion to their vCPUs from the one that was
 * measured: they are of one processor. What another family's unit serves nobody can tell who has not measured one.
 * Throws `InvalidInput` for a size that the catalogue does not have.
 */
export function adviseSize(question: SizeQuestion): SizeAdvice {
  const { catalogue, own, measured, tier } = question;
  for (const name of [own, ...Object.keys(measured)]) checkKnown(catalogue, name, name === own ? 'size' : 'measured');
  if (measured[own] === undefined) throw new InvalidInput('measured', `what one ${own} serves is missing; give it`);
  const offers = catalogue.sizes.flatMap((size) => offerOf(question, size)).sort((a, b) => a.usd - b.usd);
  const now = offers.find(({ name }) => name === own);
  if (now === undefined) {
    throw new InvalidInput(
      'max',
      `${tier.most} x ${own} do not serve what was to be served; raise it, or what one serves`,
    );
  }
  const families = new Set(Object.keys(measured).map(familyOf));
  const unmeasured = [...new Set(catalogue.sizes.map(({ name }) => familyOf(name)))].filter(
    (one) => !families.has(one),
  );
  return { own: now, offers, unmeasured, because: becauseOf(now, offers[0] ?? now) };
}

function checkKnown({ sizes }: SizeCatalogue, name: string, field: string): void {
  const known = sizes.map((size) => size.name);
  if (known.includes(name)) return;
  const families = [...new Set(known.map(familyOf))].join(', ');
  const fix = didYouMean(name, known) || `take one of the families ${families}, or add it to a file of prices`;
  throw new InvalidInput(field, `"${name}" is not among the ${counted(known.length, 'size')} that are known; ${fix}`);
}

function offerOf(question: SizeQuestion, size: InstanceSize): SizeOffer[] {
  const unit = unitOf(question, size);
  const cost = unit && costOfSize(question.demands, unit, question.tier);
  if (unit === null || cost === null) return [];
  const usdPerMonth = cost.meanUnits * size.usdPerHour * hoursPerMonth;
  return [{ ...cost, name: size.name, perSecond: unit.perSecond, usdPerMonth }];
}

/** What one unit of a size serves; null where nothing of its family was measured. */
function unitOf(
  { catalogue, measured, own, overhead }: SizeQuestion,
  { name, vcpus, usdPerHour }: InstanceSize,
): UnitSize | null {
  const told = measured[name];
  if (told !== undefined) return { name, usdPerHour, perSecond: told };
  const near = catalogue.sizes.find((one) => measured[one.name] !== undefined && familyOf(one.name) === familyOf(name));
  if (near === undefined) return null;
  const itself = overhead * (measured[own] ?? 0);
  const perSecond = (((measured[near.name] ?? 0) + itself) * vcpus) / near.vcpus - itself;
  return perSecond > 0 ? { name, usdPerHour, perSecond } : null;
}

function becauseOf(own: SizeOffer, best: SizeOffer): Because {
  if (best.usd >= (1 - leastSaving) * own.usd) {
    return { says: 'keep {size}: no size that is known to serve is more than 3 % cheaper', size: own.name };
  }
  const says =
    '{units} x {size} would serve what {now} x {own} do, for {saved} dollars less a month, because one serves {times} times as much for {share} of the price';
  const price = (one: SizeOffer) => one.usdPerMonth / one.meanUnits;
  return {
    ...{ says, units: best.mostUnits, size: best.name, now: own.mostUnits, own: own.name },
    saved: Math.round(own.usdPerMonth - best.usdPerMonth),
    times: best.perSecond / own.perSecond,
    share: price(best) / price(own),
  };
}
