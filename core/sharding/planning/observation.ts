import type { Observed } from '../../capability.ts';
import type { KeyspaceConfig } from '../config/keyspace.ts';
import type { Move } from '../moving/move.ts';
import type { PackedSituation } from './packed-situation.ts';
import type { Plan, PlannedMove, StoredPlan } from './plan.ts';

/** What balancing shards remembers. */
export interface Kept {
  readonly schema: 1;
  /** Since when the fullest shard carries more than it should for a plan to begin; null while none does. */
  readonly aboveSinceMs: number | null;
  /** Whether a plan has begun and the shards are not yet where they should be. */
  readonly settling: boolean;
}

/** Everything that deciding may know of one keyspace. */
export interface Observation extends Observed<Kept> {
  readonly mode: KeyspaceConfig['mode'];
  readonly startAbove: number;
  readonly situation: PackedSituation;
  /** The newest hour of which there are loads; null before the first. */
  readonly measuredAtMs: number | null;
  /** What a new plan would be called. */
  readonly planId: string;
  /** The plan that runs, and its moves so far. */
  readonly running: { readonly stored: StoredPlan; readonly tried: readonly Move[] } | null;
  /** Shards that give or take a slot now. */
  readonly busy: readonly string[];
}

/** What to do now: begin a plan, begin moves of the one that runs, or end it. */
export interface ShardingStep {
  readonly plan: Plan | null;
  readonly begin: readonly PlannedMove[];
  readonly end: { readonly is: 'done' | 'dropped'; readonly note: string } | null;
}
