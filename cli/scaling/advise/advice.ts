import type { UnitPrices } from '../../../core/prices/unit-prices.ts';
import type { ScalableInput } from '../../../core/scaling/config/scalable.ts';
import type { FleetAdvice, FleetQuestion } from '../../../sim/scaling/advising/advise-fleet.ts';
import type { FleetVerdict } from '../../../sim/scaling/advising/verdict-on-fleet.ts';
import type { AskedData } from '../sizes/ask-data.ts';

/** What is reserved for the units of a fleet, whether they use it or not. */
export interface Reserved {
  /** Dollars a month of what is reserved for the units that are asked for now; null where no price is known. */
  readonly dollarsPerMonth: number | null;
  /** What is used of it on average, percent; null where nothing tells. */
  readonly usedPercent: number | null;
  /** Dollars a month of what is reserved and not used. */
  readonly unusedDollarsPerMonth: number | null;
}

/** Something that is to be advised on. */
export interface FleetCase {
  readonly name: string;
  /** What scales it now, for people. */
  readonly scaledBy: string;
  /** What one unit is, and costs an hour in dollars; null where that is not known. */
  readonly unit: string | null;
  readonly usdPerUnitHour: number | null;
  /** What is reserved for its units and what they use of it; null where that is not known. */
  readonly reserved: Reserved | null;
  /** What there is to know of it, a sentence each. */
  readonly notes: readonly string[];
  /** Null where it cannot be played. */
  readonly question: FleetQuestion | null;
  /** Why it cannot be played, with what helps; null where it can. */
  readonly hindrance: string | null;
  /** Its config; null where there is no target to name. */
  readonly config: ScalableInput | null;
}

/** The same with what was found. */
export interface AdvisedFleet extends FleetCase {
  /** Null where it could not be played. */
  readonly advice: FleetAdvice | null;
  readonly verdict: FleetVerdict | 'none';
}

/** All that was asked, and what came of it. */
export interface Advice {
  /** Where the fleets are: `eu-central-1`, or the files. */
  readonly where: string;
  readonly sloBudgetPercent: number;
  readonly leadSeconds: number;
  /** Whose prices they are where none was given. */
  readonly pricesOf: Pick<UnitPrices, 'readOn' | 'region'>;
  readonly fleets: readonly AdvisedFleet[];
  /** Sizes of databases and caches; null where files were given. */
  readonly data: AskedData | null;
  /** What could not be looked at, and what asking took, for people. */
  readonly troubles: readonly string[];
  readonly asking: string | null;
}
