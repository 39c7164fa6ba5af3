import type { Observed } from '../capability.ts';
import type { Because } from '../model/reason.ts';
import type { SetByHand } from '../model/set-by-hand.ts';
import type { AlarmState } from '../model/signal.ts';
import type { UnreadableOverride } from '../model/unreadable-override.ts';
import type { Reading } from '../readings/reading.ts';
import type { DecidingConfig } from './deciding-config.ts';

/** Capacity as the target tells it, in its own units (weighted units where instances carry weights). */
export interface Capacity {
  /** What it was last told to be. */
  readonly asked: number;
  /** What serves now. */
  readonly running: number;
  /** How many instances `running` is made of; left out where each counts as one. */
  readonly instances?: number;
  /** What has been launched or asked for and does not serve yet. */
  readonly inFlight: number;
  /** The target's own limits; null where it has none. */
  readonly min: number | null;
  readonly max: number | null;
  /** Why capacity must not be taken away just now, e.g. a deployment; null where nothing speaks against it. */
  readonly keepBecause: Because | null;
  /** Why asking for more, or for less, would be void, e.g. a suspended process; null where it would work. */
  readonly voidOutBecause: Because | null;
  readonly voidInBecause: Because | null;
}

/** What a person has set aside the policies with, for a while. */
export interface Override extends SetByHand {
  readonly kind: 'floor' | 'ceiling' | 'pause';
  /** Units; null for a pause. */
  readonly units: number | null;
}

/** Capacity as it was seen at a look. */
export interface CapacitySeen {
  readonly atMs: number;
  readonly asked: number;
  readonly running: number;
}

/** What was needed at a look. */
export interface Need {
  readonly atMs: number;
  /** Units. */
  readonly desired: number;
}

/** Units that were asked for, or launched, together and do not serve yet. */
export interface Launch {
  readonly atMs: number;
  readonly units: number;
}

/** What is known of launches from watching what was asked for and what runs. */
export interface Launches {
  /** Oldest first. */
  readonly pending: readonly Launch[];
  /** Seconds from being asked for to serving, of the newest launches, oldest first. */
  readonly leads: readonly number[];
  /** What was asked for again because it was overdue; null where nothing is. */
  readonly again: Again | null;
}

/** Units asked for a second time. */
export interface Again {
  readonly units: number;
  /** What is asked for with them. */
  readonly level: number;
  /** Whether anything has landed since: only then is there a next time. */
  readonly landed: boolean;
}

/** What scaling remembers of a scalable. Under 10 kB. */
export interface Kept {
  readonly schema: 1;
  /** Capacity at the looks where it had changed, oldest first. */
  readonly seen: readonly CapacitySeen[];
  /** Needs of the hold window, oldest first, each higher than all after it. */
  readonly needs: readonly Need[];
  /** Since when no policy could tell a need; null where one could at the last look. */
  readonly silentSinceMs: number | null;
  /** What is known of launches; left out until one has been seen. */
  readonly launches?: Launches;
  /** What each policy keeps for itself, by its place in the config and its kind, e.g. `0:step`. */
  readonly policies: Readonly<Record<string, unknown>>;
}

/** Everything that deciding the capacity of one scalable may know. */
export interface Observation extends Observed<Kept> {
  readonly config: DecidingConfig;
  readonly capacity: Capacity;
  /** By the names in the config; `running` is the capacity beside them where the config has it. */
  readonly readings: Readonly<Record<string, Reading>>;
  /** The state of the scalable's alarm; null where it has none or it cannot be read. */
  readonly alarm: AlarmState | null;
  /** Those in force; what cannot be read is known to be there. */
  readonly overrides: readonly (Override | UnreadableOverride)[];
}
