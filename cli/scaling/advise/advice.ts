import type { ScalableInput } from '../../../core/scaling/config/scalable.ts';
import type { FleetAdvice, FleetQuestion } from '../../../sim/scaling/advising/advise-fleet.ts';
import type { FleetVerdict } from '../../../sim/scaling/advising/verdict-on-fleet.ts';

/** Something that is to be advised on. */
export interface FleetCase {
  readonly name: string;
  /** What scales it now, for people. */
  readonly scaledBy: string;
  /** What one unit is, and costs an hour in dollars; null where that is not known. */
  readonly unit: string | null;
  readonly usdPerUnitHour: number | null;
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
  readonly fleets: readonly AdvisedFleet[];
  /** What could not be looked at, and what asking took, for people. */
  readonly troubles: readonly string[];
  readonly asking: string | null;
}
