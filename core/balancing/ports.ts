import type { Outcome } from '../model/outcome.ts';
import type { ScalableKnown } from '../model/scalable-known.ts';
import type { UnreadableOverride } from '../model/unreadable-override.ts';
import type { Bookings, Term } from '../ports.ts';
import type { BalanceConfig } from './config/balance.ts';
import type {
  ActionSeen,
  Allocation,
  GroupSeen,
  GroupState,
  Performance,
  ReservationSeen,
  WeightOverride,
  Weights,
} from './observation.ts';

/** A balancer as it is now. */
export interface BalancerSeen {
  readonly action: ActionSeen;
  readonly groups: Readonly<Record<string, GroupState>>;
}

/** Something that shares requests among target groups by weight. */
export interface Balancer {
  /** Rejects with `Refusal` where the listener, the rule or a group is gone, or its action forwards nowhere. */
  see(config: BalanceConfig): Promise<BalancerSeen>;
  /** What is reserved of the load balancer; null where it cannot be read. */
  reservation(config: BalanceConfig): Promise<Omit<ReservationSeen, 'peakUnits'> | null>;
  /**
   * Absolute and idempotent; all that is not ours stays as it is. `superseded` where our weights are not those that were
   * `seen` any more: somebody else has set them since, which is for the next look to judge.
   */
  apply(config: BalanceConfig, seen: Weights, change: Allocation, term: Term): Promise<Outcome>;
}

/** What target groups did. Never rejects: what cannot be read is told as trouble in its reading. */
export interface Measures {
  performance(config: BalanceConfig, group: string, atMs: number): Promise<Performance>;
  /** Targets in each zone that is to be watched; a zone of which nothing is known is left out. */
  zones(config: BalanceConfig, group: string, atMs: number): Promise<GroupSeen['zones']>;
  /** The highest capacity units used from so many seconds ago on, over so many; null where unknown. */
  peakUnits(config: BalanceConfig, atMs: number): Promise<number | null>;
}

/** What people have configured. */
export interface BalanceSettings {
  /** Rejects with `Refusal` where no such balance is configured. */
  balance(balance: string): Promise<BalanceConfig>;
  overrides(balance: string, atMs: number): Promise<readonly (WeightOverride | UnreadableOverride)[]>;
}

/** All that balancing touches besides the ledger. */
export interface BalancingWorld {
  readonly settings: BalanceSettings;
  readonly balancer: Balancer;
  readonly measures: Measures;
  /** What scaling knows of a scalable; null where that is nothing. Never rejects. */
  scalable(scalable: string): Promise<ScalableKnown | null>;
  /** What is booked of scalables. */
  readonly bookings: Bookings;
}
