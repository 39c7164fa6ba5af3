import type { KeyReport } from './key-report.ts';
import type { Measured, SlotLoad } from './load.ts';
import type { Plan, PlanState, StoredPlan } from './plan.ts';

/** What planning reads and writes beside the map: loads, plans, and which shards are being emptied. */
export interface PlanningStore {
  /** Loads of hours that began at or after this time, in no order. */
  loads(keyspace: string, sinceMs: number): Promise<readonly SlotLoad[]>;
  /** The last measure of a shard; null before the first. */
  measured(keyspace: string, shard: string): Promise<Measured | null>;
  /** Loads of one hour that were measured at one shard. */
  loadsOf(keyspace: string, shard: string, hourMs: number): Promise<readonly SlotLoad[]>;
  /** Writes a measure of a shard, and its loads of the hour in which it was made, in the place of what was there. */
  putMeasured(keyspace: string, shard: string, measured: Measured, loads: readonly SlotLoad[]): Promise<void>;
  /** What processes of applications have said since a time of the keys that are heavy for them. */
  keyReports(keyspace: string, sinceMs: number): Promise<readonly KeyReport[]>;
  /** Shards that are to be emptied and are given nothing, by name. */
  draining(keyspace: string): Promise<readonly string[]>;
  setDraining(keyspace: string, shard: string, draining: boolean): Promise<void>;
  /** Writes a new plan; false where there is one of that id. */
  putPlan(plan: Plan, is: PlanState, note: string | null): Promise<boolean>;
  /** Changes a plan's state; false where it is not in the state `was` any more. */
  markPlan(plan: StoredPlan, is: PlanState, atMs: number, note: string | null): Promise<boolean>;
  plan(keyspace: string, id: string): Promise<StoredPlan | null>;
  /** The newest by their ids first, so many. */
  plans(keyspace: string, limit: number): Promise<readonly StoredPlan[]>;
}
