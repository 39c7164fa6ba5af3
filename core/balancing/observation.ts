import type { Observed } from '../capability.ts';
import type { SetByHand } from '../model/set-by-hand.ts';
import type { UnreadableOverride } from '../model/unreadable-override.ts';
import type { Reading } from '../readings/reading.ts';
import type { BalanceConfig, GroupAttributes, GroupConfig } from './config/balance.ts';

/** Weights by group: 0 to 999; null where the group is not in the action at all. */
export type Weights = Readonly<Record<string, number | null>>;

/** Shares by group, from 0 to 1; together 1. */
export type Shares = Readonly<Record<string, number>>;

/** What a balance should be. What is null, or not named, stays as it is. */
export interface Allocation {
  readonly weights: Weights;
  /** Attributes to set, by group. */
  readonly attributes: Readonly<Record<string, GroupAttributes>>;
  /** Capacity units to reserve, 0 to release them; null leaves the reservation as it is. */
  readonly reservedUnits: number | null;
  /** Units to book, by scalable, before the weights that need them; left out where nothing is to be booked. */
  readonly bookings?: Readonly<Record<string, UnitsBooked>>;
}

/** Units that a balance counts on, and until when. */
export interface UnitsBooked {
  readonly units: number;
  readonly untilMs: number;
}

/** What a target group did lately, minute by minute. */
export interface Performance {
  readonly requests: Reading;
  /** Requests that failed: 5xx of the targets, connections that came to nothing, requests that the targets' agents turned away. */
  readonly errors: Reading;
  readonly p50Seconds: Reading;
  readonly p99Seconds: Reading;
}

/** A target group as its load balancer tells it. */
export interface GroupState {
  /** Null where it is not in the action. */
  readonly weight: number | null;
  /** Units that take requests. */
  readonly healthy: number;
  /** Units that are registered and not yet checked. */
  readonly starting: number;
  readonly unhealthy: number;
  readonly draining: number;
  readonly attributes: GroupAttributes;
  /** Whether targets of the group keep their clients by a cookie. */
  readonly stickyTargets: boolean;
}

/** Targets of a group in one zone. */
export interface ZoneTargets {
  readonly healthy: number;
  readonly unhealthy: number;
}

export interface GroupSeen extends GroupState {
  readonly performance: Performance;
  /** Targets by zone, as published, of a group whose zones are to be watched; a zone of which nothing is known is left out. */
  readonly zones: Readonly<Record<string, ZoneTargets>>;
  /** Units that its scalable was last told to have; null where that is not known. */
  readonly asked: number | null;
  /** How long a unit of its scalable takes to serve, seconds, as measured; left out where that is not known. */
  readonly leadSeconds?: number;
  /** Who else moves the weight of the group, e.g. ECS by its own deployments; left out where nobody is known to. */
  readonly movedBy?: string;
}

/** What of the action is not ours, and how it is. */
export interface ActionSeen {
  /** Whether clients stay with the target group that they first met. */
  readonly sticky: boolean;
  /** Groups in the action that are not of this balance, and their weights together. */
  readonly otherGroups: number;
  readonly otherWeight: number;
}

/** A load balancer's capacity reservation, and what it was used for. */
export interface ReservationSeen {
  /** 0 where nothing is reserved. */
  readonly units: number;
  /** True while an earlier request is being worked on: another is refused then. */
  readonly pending: boolean;
  readonly decreasesLeft: number;
  /** Why the last request came to nothing, in at least one zone; null where it did not. */
  readonly failedBecause: string | null;
  /** The highest use at this time, a little later, yesterday and a week ago; null where that is not known. */
  readonly peakUnits: number | null;
}

/** What a person has set aside the weights with, for a while. */
export interface WeightOverride extends SetByHand {
  /** `pin` sets the share of a group, `pause` changes nothing, `adopt` takes the weights as somebody else has set them. */
  readonly kind: 'pin' | 'pause' | 'adopt';
  /** Null but for a pin. */
  readonly group: string | null;
  readonly percent: number | null;
}

/** The part of a config that deciding may know: no ARN, and so no account. */
export type DecidingBalance = Omit<BalanceConfig, 'balancer' | 'groups'> & {
  readonly groups: Readonly<Record<string, Omit<GroupConfig, 'targetGroupArn'>>>;
};

/** What has been learned of how a group works. */
export interface Standing {
  /** From 0.02 to 1: what its units carry against what they should. */
  readonly factor: number;
  /** Its median latency when all is well; null before it was first measured. */
  readonly usualSeconds: number | null;
  /** How many times slower it is than the others are, each against itself. */
  readonly slower: number;
  /** Share of its requests that fail. */
  readonly errorShare: number;
  /** Requests and errors of about the last five minutes. */
  readonly requests: number;
  readonly errors: number;
}

export interface ShiftTally {
  readonly requests: number;
  readonly errors: number;
}

/** What is known of the units behind a shift. Units are weighed by their `unitCapacity`. */
export interface ShiftUnits {
  /** Requests a minute to both groups: the most of late. */
  readonly demand: number;
  /** Requests a minute that one unit of each group has carried well; null before it was measured. */
  readonly carriedOld: number | null;
  readonly carriedNew: number | null;
  /** Usable units at this look. */
  readonly unitsOld: number;
  readonly unitsNew: number;
  /** Minutes in a row in which the new group carried as much as it may, and well, while no unit came or went. */
  readonly fullMinutes: number;
  /** Whether more than was measured has been tried, and was too much. */
  readonly strained: boolean;
  /** Since when the weight waits for units; null where it does not. */
  readonly shortSinceMs: number | null;
  /** Whole units that the new group needs for its next share, where the weight waits for them. */
  readonly wanted: number | null;
}

/** How far a shift has come. */
export interface ShiftKept {
  readonly name: string;
  readonly is: 'shifting' | 'held' | 'rolled-back' | 'done';
  readonly percent: number;
  /** Time that counted, and how much of it when the present step began. */
  readonly progressMs: number;
  readonly stepRequests: number;
  readonly atMs: number;
  readonly old: ShiftTally;
  readonly new: ShiftTally;
  /** Minutes in a row in which the new group was much slower. */
  readonly slowMinutes: number;
  /** Left out by releases before, and where an entry of theirs is decided again. */
  readonly units?: ShiftUnits;
  /** When it was done; left out before that. */
  readonly doneAtMs?: number;
}

/** What balancing remembers of a balance. */
export interface Kept {
  readonly schema: 1;
  readonly standings: Readonly<Record<string, Standing>>;
  /** The newest minute that has been learned from; null before the first. */
  readonly learnedAtMs: number | null;
  /** Until when a zone is left out. */
  readonly zonesOut: Readonly<Record<string, number>>;
  readonly shift: ShiftKept | null;
  /** The weights as Headroom last knew them to be right; what differs from them somebody else has set. */
  readonly asserted: Weights | null;
}

/** Everything that deciding one balance may know. */
export interface Observation extends Observed<Kept> {
  readonly config: DecidingBalance;
  readonly groups: Readonly<Record<string, GroupSeen>>;
  readonly action: ActionSeen;
  /** Null where none is configured or it cannot be read. */
  readonly reservation: ReservationSeen | null;
  /** Those in force; what cannot be read is known to be there. */
  readonly overrides: readonly (WeightOverride | UnreadableOverride)[];
  /** What this balance has booked, by scalable; left out where that is nothing. */
  readonly booked?: Readonly<Record<string, UnitsBooked>>;
}
