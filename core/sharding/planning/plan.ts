import type { Because } from '../../model/reason.ts';

/** One slot to be moved. `epoch` is the slot's when the plan was made: a plan that came too late is refused there. */
export interface PlannedMove {
  readonly slot: number;
  readonly from: string;
  readonly to: string;
  readonly epoch: number;
  readonly bytes: number;
  /** What it carries, in the units of the load that was measured. */
  readonly load: number;
}

/** What a plan is for. */
export type Goal =
  /** No shard above `stopAt`. */
  | { readonly is: 'balance' }
  /** Nothing on the shard any more; it is given nothing until a person says so. */
  | { readonly is: 'drain'; readonly shard: string }
  /** Every shard carries its part, with new ones among them; slots go to new shards only. */
  | { readonly is: 'add'; readonly shards: readonly string[] }
  /** Half of a shard's load to another. */
  | { readonly is: 'split'; readonly shard: string; readonly to: string }
  /** All of a shard's slots to another. */
  | { readonly is: 'merge'; readonly shard: string; readonly to: string }
  /** One slot to a shard. */
  | { readonly is: 'move'; readonly slot: number; readonly to: string };

/** A key that carries more than a slot should, and had better have a slot of its own. */
export interface PinAdvice {
  readonly slot: number;
  /** Null where nobody counted keys. */
  readonly key: string | null;
  /** At least so much of the slot's load is the key's, percent; null where nobody counted. */
  readonly percent: number | null;
  readonly because: Because;
}

/** How one shard stands before and after a plan. */
export interface ShardForecast {
  readonly shard: string;
  readonly weight: number;
  readonly load: { readonly before: number; readonly after: number };
  readonly bytes: { readonly before: number; readonly after: number };
  readonly slots: { readonly before: number; readonly after: number };
}

/** Which slots go where, what that takes, and what it comes to. The plan that is printed is the one that runs. */
export interface Plan {
  readonly schema: 1;
  readonly id: string;
  readonly keyspace: string;
  /** The version of the map that it was made from. */
  readonly version: number;
  readonly madeAtMs: number;
  readonly goal: Goal;
  /** In the order in which they are begun, at most one of a shard at a time. */
  readonly moves: readonly PlannedMove[];
  readonly bytes: number;
  /** About how long it takes, since moves that touch different shards run side by side. */
  readonly minutes: number;
  /** What the copies cost: traffic between zones, and writes where those are paid one by one. */
  readonly dollars: number;
  /** No plan that reaches the goal moves fewer bytes; null where that cannot be told. */
  readonly leastBytes: number | null;
  /** The fullest shard's load by its weight over the mean of all. */
  readonly maxOverMean: { readonly before: number; readonly after: number };
  /** Why the goal is not reached by these moves alone; null where it is. */
  readonly unreached: Because | null;
  /** What must be mended before it can run. */
  readonly blockers: readonly Because[];
  readonly advice: readonly PinAdvice[];
  readonly shards: readonly ShardForecast[];
}

/** How far a plan has come. `proposed` waits for a person; `running` has moves begun or to be begun. */
export type PlanState = 'proposed' | 'running' | 'done' | 'dropped';

export interface StoredPlan {
  readonly plan: Plan;
  readonly is: PlanState;
  readonly sinceMs: number;
  readonly note: string | null;
}
