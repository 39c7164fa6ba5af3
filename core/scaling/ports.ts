import type { ScalableConfig } from '../model/config.ts';
import type { SourceConfig, TargetConfig } from '../model/kinds.ts';
import type { Outcome } from '../model/outcome.ts';
import type { AlarmState } from '../model/signal.ts';
import type { Term } from '../ports.ts';
import type { Capacity, Override } from './observation.ts';

/** A point as a source gives it. `atMs` is the start of its period. */
export interface Point {
  readonly atMs: number;
  readonly value: number;
}

/** What a source answered for one metric: points in any order, and whether that is all there is. */
export interface Series {
  readonly points: readonly Point[];
  /** Why points may be lacking (partial data, throttled, failed); null where the answer is whole. */
  readonly trouble: string | null;
}

/** What a source answered for one part of a reading, and for the part's witness where it has one. */
export interface PartSeries {
  readonly metric: Series;
  readonly witness: Series | null;
}

/** Where numbers come from. Never rejects: what cannot be read is told as trouble. */
export interface Source {
  /** One part over the periods from `fromMs` (inclusive) to `toMs` (exclusive). */
  read(part: SourceConfig, fromMs: number, toMs: number): Promise<PartSeries>;
}

/** Something whose capacity can be changed. */
export interface Target {
  /** Rejects with `Refusal` where the target is gone or cannot be scaled. */
  capacity(config: TargetConfig): Promise<Capacity>;
  /** Absolute and idempotent. */
  setCapacity(config: TargetConfig, units: number, term: Term): Promise<Outcome>;
}

/** What people have configured. */
export interface Settings {
  /** Rejects with `Refusal` where no such scalable is configured. */
  scalable(scalable: string): Promise<ScalableConfig>;
  /** The overrides in force at `atMs`. */
  overrides(scalable: string, atMs: number): Promise<readonly Override[]>;
}

/** Reads alarm states by name; null where there is no such alarm or it cannot be read. */
export interface Alarms {
  state(alarmName: string): Promise<AlarmState | null>;
}

/** All that scaling touches besides the ledger. */
export interface ScalingWorld {
  readonly settings: Settings;
  readonly source: Source;
  readonly target: Target;
  readonly alarms: Alarms;
}
