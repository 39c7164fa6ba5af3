import type { Outcome } from '../model/outcome.ts';
import type { AlarmState } from '../model/signal.ts';
import type { UnreadableOverride } from '../model/unreadable-override.ts';
import type { Bookings, Term } from '../ports.ts';
import type { Source } from '../readings/series.ts';
import type { ScalableConfig } from './config/scalable.ts';
import type { TargetConfig } from './config/target-kinds.ts';
import type { Desired } from './desired.ts';
import type { Capacity, Override } from './observation.ts';

/** Something whose capacity can be changed. */
export interface Target {
  /** Rejects with `Refusal` where the target is gone or cannot be scaled. */
  capacity(config: TargetConfig): Promise<Capacity>;
  /** Absolute and idempotent. */
  setCapacity(config: TargetConfig, desired: Desired, term: Term): Promise<Outcome>;
}

/** What people have configured. */
export interface Settings {
  /** Rejects with `Refusal` where no such scalable is configured. */
  scalable(scalable: string): Promise<ScalableConfig>;
  /** The overrides in force at `atMs`, and those that cannot be read. */
  overrides(scalable: string, atMs: number): Promise<readonly (Override | UnreadableOverride)[]>;
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
  /** What others count on; left out where nobody books. */
  readonly bookings?: Pick<Bookings, 'list'>;
}
