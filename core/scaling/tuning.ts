import type { Choice } from './config/choice.ts';

/** One candidate, as it did over the days that were looked back on. */
export interface TuningRow {
  readonly family: string;
  readonly knobs: Readonly<Record<string, number>>;
  /** Percent of requests. */
  readonly violationPercent: number;
  /** Billed units over the clairvoyant's. */
  readonly costRatio: number;
  readonly actionsPerDay: number;
  readonly is: 'chosen' | 'incumbent' | 'other';
}

/** What was on record of the days in which the incumbent was in charge, beside what its replay gave. */
export interface ReplayCheck {
  readonly days: number;
  readonly recordedViolationPercent: number;
  readonly replayedViolationPercent: number;
  /** Units that served over those needed. */
  readonly recordedCostRatio: number;
  readonly replayedCostRatio: number;
}

/** What the next four weeks are expected to bring, told from days that are over. */
export interface Outlook {
  /** The days that tell it. */
  readonly days: number;
  /** The chance that more requests violate than the budget allows, 0..1. */
  readonly missChance: number;
  /** Units billed on average: the middle, and what nine of ten such months lie between. */
  readonly meanUnits: { readonly low: number; readonly middle: number; readonly high: number };
}

/** Somebody who would promise the budget where choosing each night does not. */
export interface Promised {
  readonly family: string;
  readonly knobs: Readonly<Record<string, number>>;
  readonly missChance: number;
  /** What it billed over what choosing each night did. */
  readonly costOverNightly: number;
}

/** What one night came to for a scalable. */
export interface Tuning {
  readonly schema: 1;
  readonly scalable: string;
  readonly atMs: number;
  /** Whether somebody else is in charge from now on. */
  readonly switched: boolean;
  /** Who is in charge from now on. */
  readonly choice: Choice;
  /** One sentence: what was done, or why nothing was. */
  readonly because: string;
  /** Null where nothing could be replayed: no whole day on record, or the scalable does not act. */
  readonly check: ReplayCheck | null;
  readonly days: number;
  readonly sloBudgetPercent: number;
  /** Null where less than a week is on record. */
  readonly outlook: Outlook | null;
  /** Null where the budget is promised as it is, and where nobody could. */
  readonly promised: Promised | null;
  /** The candidates that stand out, cheapest first: those that no other beats, the incumbent and the chosen. */
  readonly table: readonly TuningRow[];
}

/** A day of a scalable's demand and of the units that ran, minute by minute; null where nothing was recorded. */
export interface DemandDay {
  readonly schema: 1;
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  readonly perSecond: readonly (number | null)[];
  readonly running: readonly (number | null)[];
}
