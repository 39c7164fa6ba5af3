import type { SlotLoad } from './load.ts';
import type { Plan, PlanState, StoredPlan } from './plan.ts';

/** What planning reads and writes beside the map: loads, plans, and which shards are being emptied. */
export interface PlanningStore {
  /** Loads of hours that began at or after this time, in no order. */
  loads(keyspace: string, sinceMs: number): Promise<readonly SlotLoad[]>;
  /** Puts loads in the place of those of the same slots and hours. */
  putLoads(keyspace: string, loads: readonly SlotLoad[]): Promise<void>;
  /** Shards that are to be emptied and are given nothing. */
  draining(keyspace: string): Promise<readonly string[]>;
  setDraining(keyspace: string, shard: string, draining: boolean): Promise<void>;
  /** Writes a new plan; false where there is one of that id. */
  putPlan(plan: Plan, is: PlanState, note: string | null): Promise<boolean>;
  /** Changes a plan's state; false where it is not in the state `was` any more. */
  markPlan(
    keyspace: string,
    id: string,
    was: PlanState,
    is: PlanState,
    atMs: number,
    note: string | null,
  ): Promise<boolean>;
  plan(keyspace: string, id: string): Promise<StoredPlan | null>;
  /** The newest first, so many. */
  plans(keyspace: string, limit: number): Promise<readonly StoredPlan[]>;
}
