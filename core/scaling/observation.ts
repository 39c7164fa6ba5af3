import type { Observed } from '../capability.ts';
import type { Booking } from '../model/booking.ts';
import type { Because } from '../model/reason.ts';
import type { SetByHand } from '../model/set-by-hand.ts';
import type { AlarmState } from '../model/signal.ts';
import type { UnreadableOverride } from '../model/unreadable-override.ts';
import type { Lateness } from '../readings/lateness.ts';
import type { Reading, Sameness } from '../readings/reading.ts';
import type { DecidingConfig } from './deciding-config.ts';
import type { Found, KeptFound } from './found.ts';
import type { OverrideKind } from './override-kinds.ts';
import type { KeptPool } from './pool/kept-pool.ts';
import type { PoolTold, PoolUnknown } from './pool/pool-told.ts';
import type { Rations } from './rations.ts';
import type { Shift } from './shift.ts';
import type { Sight } from './sight.ts';
import type { KeptSize } from './sizing/kept-size.ts';
import type { SizeTold, SizeUnknown } from './sizing/size-told.ts';
import type { KeptTiers } from './tiers/kept-tiers.ts';
import type { Tiers } from './tiers/tier.ts';

/** Capacity as the target tells it, in its own units (weighted units where instances carry weights). */
export interface Capacity {
  /** What it was last told to be. */
  readonly asked: number;
  /** What serves now. */
  readonly running: number;
  /** How many instances `running` is made of; left out where each counts as one. */
  readonly instances?: number;
  /** Units that serve by the id of their zone, e.g. `use1-az1`; left out where the target does not tell. */
  readonly zones?: Readonly<Record<string, number>>;
  /** What has been launched or asked for and does not serve yet. */
  readonly inFlight: number;
  /**
   * Of what is in flight, what waits for a place to run, such as pods that no node has room for: asking for it again brings
   * none of it. Left out where nothing waits, and by targets that do not tell.
   */
  readonly unplaced?: number;
  /** The target's own limits; null where it has none. */
  readonly min: number | null;
  readonly max: number | null;
  /** Why capacity must not be taken away just now: a deployment, which ends some time; null where none is under way. */
  readonly keepBecause: Because | null;
  /**
   * Why what runs is not told in the units of what is asked for, so that nobody knows what could go; left out where it is,
   * and by targets that have one unit alone.
   */
  readonly unitsBecause?: Because;
  /** Processes that are suspended, of those that rivals need; left out where none is. */
  readonly suspended?: readonly string[];
  /** Why asking for more, or for less, would be void, e.g. a suspended process; null where it would work. */
  readonly voidOutBecause: Because | null;
  readonly voidInBecause: Because | null;
  /** How whoever owns the target rations its changes; left out where nobody does. */
  readonly rations?: Rations;
  /** Why whoever owns the target moves the weights of its target groups himself; left out where nobody does. */
  readonly movesWeights?: string;
}

/** Something of the platform itself that changes the capacity of a target too, e.g. a scaling policy. */
export interface Rival {
  /** What it is, e.g. `the scaling policy "cpu"`. */
  readonly what: string;
  /** The command that suspends it. */
  readonly suspend: string;
  /** The process of the target without which it changes nothing; null where it needs none. */
  readonly needs: string | null;
  /** That it could scale the target and does not: nothing tells it to, or it is suspended. Left out where it does. */
  readonly idle?: true;
  /** That it adds units when load rises. Left out where it goes by the clock, or only forecasts. */
  readonly reacts?: true;
  /** That it sets the minimum of the target by the clock. Left out where it does not. */
  readonly setsMinimum?: true;
  /** That it asks for what Headroom wants, which it reads: then it alone acts. Left out where it does not. */
  readonly follows?: true;
  /** Of which scalable it reads that; left out where that is not told. */
  readonly scalable?: string;
}

/** Who else scales a target, as far as it was told when it was last asked. */
export interface RivalsSeen {
  readonly atMs: number;
  /** The first few. */
  readonly rivals: readonly Rival[];
  /** Why not all is known; null where all is. */
  readonly trouble: string | null;
}

/** What a person has set aside the policies with, for a while. */
export interface Override extends SetByHand {
  readonly kind: OverrideKind;
  /** Units; null for a pause and for a size. */
  readonly units: number | null;
  /** Which size units are to have; left out but where that is what is set. */
  readonly size?: string;
}

/** Capacity as it was seen at a look. */
export interface CapacitySeen {
  readonly atMs: number;
  readonly asked: number;
  readonly running: number;
  /** How many of them were in zones that load was shifted away from; left out where none was. */
  readonly away?: number;
  /** How much of what was asked for was to carry load; left out where all was. */
  readonly carrying?: number;
}

/** What was needed at a look. */
export interface Need {
  readonly atMs: number;
  /** Units. */
  readonly desired: number;
}

/** What somebody else has set. */
export interface ChangeOfOthers {
  /** When a look saw it first. */
  readonly atMs: number;
  readonly units: number;
  /** Whether that look found other units right. */
  readonly undone: boolean;
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

/** What scaling remembers of a scalable. Under 10 kB; beside a pool it is twice that. */
export interface Kept {
  readonly schema: 1;
  /** Capacity at the looks where it had changed, oldest first. */
  readonly seen: readonly CapacitySeen[];
  /** Needs of the hold window, oldest first, each higher than all after it. */
  readonly needs: readonly Need[];
  /** Since when no policy could tell a need; null where one could at the last look. */
  readonly silentSinceMs: number | null;
  /** Who else scales the target; left out until that was asked. */
  readonly rivals?: RivalsSeen;
  /** What is known of launches; left out until one has been seen. */
  readonly launches?: Launches;
  /** Since when every look has found the target in a deployment; left out where none is under way. */
  readonly deployingSinceMs?: number;
  /** What others have set of late, oldest first; left out where nobody has. */
  readonly others?: readonly ChangeOfOthers[];
  /** How late the readings are whose points come later than their config says; left out where all come in time. */
  readonly lateness?: Readonly<Record<string, Lateness>>;
  /** How long readings have told the same, of those that may go on when nobody measures them; left out where there is none. */
  readonly sameness?: Readonly<Record<string, Sameness>>;
  /** Which of the last looks could see; left out where all could. */
  readonly sight?: Sight;
  /** What was last read of zonal shifts; left out where nobody shifts anything. */
  readonly shift?: Shift;
  /** Units that the last look wanted to carry load; left out where nothing is shifted away. */
  readonly carrying?: number;
  /** As the capacity told it, for balancing; left out where nobody moves weights. */
  readonly movesWeights?: string;
  /** What is known of the pool of prepared units; left out where there is none, and was none. */
  readonly pool?: KeptPool<Kept>;
  /** What is known of how big units are; left out where nothing is said of sizes. */
  readonly size?: KeptSize;
  /** How the target was set before Headroom set it; left out while it has changed nothing that is to be put back. */
  readonly found?: KeptFound;
  /** What is known of the tiers before and behind it; left out where it needs none, and none needs it. */
  readonly tiers?: KeptTiers;
  /** What each policy keeps for itself, by its place in the config and its kind, e.g. `0:step`. */
  readonly policies: Readonly<Record<string, unknown>>;
}

/** Everything that deciding the capacity of one scalable may know. */
export interface Observation extends Observed<Kept> {
  readonly config: DecidingConfig;
  readonly capacity: Capacity;
  /** What stands prepared beside it; left out where nothing is to, nor was. */
  readonly pool?: PoolTold | PoolUnknown;
  /** How big its units are; left out where nothing is said of sizes. */
  readonly size?: SizeTold | SizeUnknown;
  /** How it is set, where that is to be remembered or put back; left out where not. */
  readonly found?: Found;
  /** By the names in the config; `running` is the capacity beside them where the config has it. */
  readonly readings: Readonly<Record<string, Reading>>;
  /** The state of the scalable's alarm; null where it has none or it cannot be read. */
  readonly alarm: AlarmState | null;
  /** Who else scales the target; left out where that was never asked. */
  readonly rivals?: RivalsSeen;
  /** Which zones load is shifted away from; left out, or null, where nobody shifts anything. */
  readonly shift?: Shift | null;
  /** Those in force; what cannot be read is known to be there. */
  readonly overrides: readonly (Override | UnreadableOverride)[];
  /** Units of it that others count on; left out where there are none. */
  readonly bookings?: readonly Booking[];
  /** Those that need it and those that it needs; left out where there are none. */
  readonly tiers?: Tiers;
}
