import type { Outcome } from '../model/outcome.ts';
import type { AlarmState } from '../model/signal.ts';
import type { UnreadableOverride } from '../model/unreadable-override.ts';
import type { Bookings, LastDecisions, Term } from '../ports.ts';
import type { Source } from '../readings/series.ts';
import type { ScalableConfig } from './config/scalable.ts';
import type { TargetConfig } from './config/target-kinds.ts';
import type { Desired } from './desired.ts';
import type { FoundState, FoundTold } from './found.ts';
import type { Capacity, Override, Rival } from './observation.ts';
import type { PoolSet } from './pool/pool-set.ts';
import type { PoolTold } from './pool/pool-told.ts';
import type { Shift } from './shift.ts';
import type { SizeStep } from './sizing/kept-size.ts';
import type { SizeChange, SizeTold } from './sizing/size-told.ts';
import type { Links } from './tiers/links.ts';

/** What is to be known of a pool beside its units. */
export interface PoolAsked {
  /** Whether a hook is to tell when a unit is ready. */
  readonly readyBy: 'hook' | 'image';
  /** Whether it was refused to be changed, so that why is to be told. */
  readonly wasRefused: boolean;
}

/** Something whose capacity can be changed. */
export interface Target {
  /**
   * Rejects with `Refusal` where the target is gone or cannot be scaled. `lastAsked` is for targets that tell only what is in
   * force while a change is under way; null, or left out, where nothing is remembered.
   */
  capacity(config: TargetConfig, lastAsked?: number | null): Promise<Capacity>;
  /** Who else scales it. Rejects where that cannot be read. Left out where nobody else can. */
  rivals?(config: TargetConfig): Promise<readonly Rival[]>;
  /** Absolute and idempotent. */
  setCapacity(config: TargetConfig, desired: Pick<Desired, 'units'>, term: Term): Promise<Outcome>;
  /** How it is set, of which Headroom changes bounds; null, or left out, where it changes none. Rejects where that cannot be read. */
  found?(config: TargetConfig): Promise<FoundTold | null>;
  /** One step towards how it was found, absolute and idempotent: once `found` tells the same state, it is done. */
  putBack?(config: TargetConfig, state: FoundState, term: Term): Promise<Outcome>;
  /** The pool of prepared units beside it. Rejects where it cannot be read, or targets of its kind have none. */
  pool?(config: TargetConfig, asked: PoolAsked): Promise<Omit<PoolTold, 'of'>>;
  /** Sets the pool, or takes it away where `set` is null. Absolute and idempotent. */
  setPool?(config: TargetConfig, set: PoolSet | null, term: Term): Promise<Outcome>;
  /**
   * How big its units are. `step` is the change that was asked for and has not ended, for kinds whose changes are brought on call
   * by call; null where there is none. Rejects where it cannot be read, or units of its kind have no size.
   */
  size?(config: TargetConfig, step?: SizeStep | null): Promise<Omit<SizeTold, 'of'>>;
  /**
   * Has its units replaced by those of another size, so that capacity never falls. Idempotent: a change under way is none to
   * begin. Where its size tells of a `rollout` it makes the next call towards the size, and no other.
   */
  setSize?(config: TargetConfig, change: SizeChange, term: Term): Promise<Outcome>;
}

/** What people have configured. */
export interface Settings {
  /** Rejects with `Refusal` where no such scalable is configured. */
  scalable(scalable: string): Promise<ScalableConfig>;
  /** Who needs a scalable, and whom it needs; null where nobody stands beside it. Left out where nothing needs anything. */
  links?(scalable: string): Promise<Links | null>;
  /** The overrides in force at `atMs`, and those that cannot be read. */
  overrides(scalable: string, atMs: number): Promise<readonly (Override | UnreadableOverride)[]>;
}

/** Reads alarm states by name; null where there is no such alarm or it cannot be read. */
export interface Alarms {
  state(alarmName: string): Promise<AlarmState | null>;
}

/** What may be shifted, and by whom. */
export type Shifted = Pick<ScalableConfig, 'target'> & { readonly shiftedBy: string };

/** Reads which zones load is shifted away from. */
export interface Zones {
  /**
   * Of a target, and of whoever shifts it; `known` is what the memory tells. What was read later counts. Where it
   * cannot be read, what is known stays. Never rejects.
   */
  shift(shifted: Shifted, known: Shift | null, atMs: number): Promise<Shift | null>;
}

/** All that scaling touches besides the ledger. */
export interface ScalingWorld {
  readonly settings: Settings;
  readonly source: Source;
  readonly target: Target;
  /** The minimums of targets that policies of AWS's own scale, each as a target. Left out where none is moved. */
  readonly floors?: Target;
  readonly alarms: Alarms;
  /** Whether a look asks who else scales the target, who was last asked for then. Left out for once an hour. */
  asksForRivals?(askedAtMs: number | null, atMs: number): boolean;
  /** Left out where nothing is known of zones. */
  readonly zones?: Zones;
  /** What others count on; left out where nobody books. */
  readonly bookings?: Pick<Bookings, 'list'>;
  /** What others were decided; left out where nothing needs anything. */
  readonly decisions?: LastDecisions;
}
