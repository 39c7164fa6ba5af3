import type { Choice } from './config/choice.ts';

/** One candidate, as it did over the days that were looked back on. */
export interface TuningRow {
  readonly family: string;
  readonly knobs: Readonly<Record<string, number>>;
  /** Of requests, percent. */
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
