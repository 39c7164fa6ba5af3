import type { Unit } from './unit.ts';

/** A measured number. `atMs` is the start of its period. */
export interface Value {
  readonly is: 'value';
  readonly atMs: number;
  readonly value: number;
}

/** Not there yet, or told incompletely: it may still come. */
export interface Late {
  readonly is: 'late';
  readonly atMs: number;
}

/** Not there, and too old to still come. */
export interface Missing {
  readonly is: 'missing';
  readonly atMs: number;
}

export type Sample = Value | Late | Missing;

/** How long a reading has told the same value in a row, and how long it did before it moved on. Why: docs/decisions/0087. */
export interface Sameness {
  /** Since when it is followed, milliseconds since 1970. */
  readonly fromMs: number;
  /** The newest value, the start of the first of the periods in a row that told it, and that of the last. */
  readonly value: number;
  readonly sinceMs: number;
  readonly newestMs: number;
  /** How long it told the same at most and then moved on, seconds; 0 does not count, since nothing is a value that lasts. */
  readonly longestSeconds: number;
}

/**
 * One metric over the last periods: a sample for every complete period, oldest first, none for the period that still runs.
 * An empty list means that the source could not be asked at all.
 */
export interface Reading {
  readonly periodSeconds: number;
  /** What its values count; null where that is not known, and so it is read where an entry of 0.1.0 has no such field. */
  readonly unit: Unit | null;
  /** Whether an alarm can watch all of it; false asks every tick for a look. Entries of 0.1.0 lack it, and all could. */
  readonly wakes: boolean;
  /** Whether it tells what arrives while no unit runs. Entries of 0.1.0 lack it, and were decided as if all did. */
  readonly speaksAtZero: boolean;
  /** How long after its period's end a point may take, as the config says, seconds. Entries of 0.1.0 lack it. */
  readonly delaySeconds?: number;
  /** How long it has told the same; left out where its source tells nothing that nobody measures. */
  readonly sameness?: Sameness;
  readonly samples: readonly Sample[];
  /** Why the source could not be asked or answered in part; null where it answered. */
  readonly trouble: string | null;
}
