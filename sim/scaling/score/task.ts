import type { ScalableConfig } from '../../../core/scaling/config/scalable.ts';
import type { Trace } from '../../workloads/trace.ts';
import type { FleetQuestion } from '../advising/advise-fleet.ts';
import type { Knobs } from '../baselines/families.ts';
import type { Native } from '../beside/beside-native.ts';
import type { DailyRecord } from '../portfolio/daily-record.ts';
import type { InCharge } from '../portfolio/in-charge.ts';
import type { PoolInCharge } from '../portfolio/pool-in-charge.ts';
import type { FaultKind } from '../world/fault-kind.ts';
import type { OwnFleet } from '../world/own-fleet.ts';
import type { PoolKind } from '../world/pool-kind.ts';
import type { Measures } from './measures.ts';

/** One world to run things in. */
export interface Job {
  readonly trace: Trace;
  readonly seed: number;
  readonly metricClassSeconds: 20 | 60;
  readonly leadSeconds: number;
  /** What goes wrong, for every policy alike. */
  readonly faults: readonly FaultKind[];
  /** The made-up fleet where it is left out. */
  readonly fleet?: OwnFleet;
  /** A pool of prepared units beside what runs; none where it is left out. */
  readonly pool?: PoolKind;
}

/** Something that gives one row of the table. */
export type RowSpec =
  | { readonly is: 'family'; readonly family: string; readonly knobs: Knobs }
  | { readonly is: 'family-nightly'; readonly family: string; readonly inCharge: readonly Knobs[] }
  | { readonly is: 'bound'; readonly bound: Bound }
  | { readonly is: 'candidate'; readonly candidate: number }
  | { readonly is: 'headroom'; readonly inCharge: readonly InCharge[] }
  /** The minimum alone is moved, over target tracking of AWS. */
  | { readonly is: 'headroom-beside-native'; readonly native: Native; readonly inCharge: readonly InCharge[] }
  | { readonly is: 'headroom-with-pool'; readonly inCharge: readonly PoolInCharge[] }
  | {
      readonly is: 'configured';
      readonly config: ScalableConfig;
      readonly inCharge: readonly InCharge[];
      /** What reacts where the config moves the minimum alone; the usual one where it is left out. */
      readonly native?: Native;
    };

export const bounds = ['clairvoyant', 'clairvoyant-with-lead', 'static-peak', 'never-scale'] as const;
export type Bound = (typeof bounds)[number];

/** What a worker is asked to do. */
export type Task =
  | {
      readonly do: 'grid';
      readonly job: Job;
      readonly family: string;
      /** Which points to run; `coarse` finds them by the budget. */
      readonly points: 'full' | 'coarse' | readonly Knobs[];
      readonly budgetPercent: number;
    }
  /** Those beside a pool where the job has one. */
  | { readonly do: 'candidates'; readonly job: Job; readonly from: number; readonly below: number }
  | { readonly do: 'rows'; readonly job: Job; readonly rows: readonly RowSpec[]; readonly keepAsked: boolean }
  | { readonly do: 'workload'; readonly job: Job }
  | { readonly do: 'advise'; readonly fleet: FleetQuestion };

/** What a candidate did. Its cost has what stood prepared in it, its record apart. */
export interface CandidatePoint {
  readonly candidate: number;
  readonly violationPercent: number;
  readonly costRatio: number;
  readonly record: DailyRecord;
}

/** A row's figures, and what it asked for where that was wanted. */
export interface RowResult {
  readonly measures: Measures;
  /** How many times as much deployments make it ask for; null where none is played. */
  readonly surgeRatio: number | null;
  readonly asked: Int32Array | null;
  /** What it did day by day. */
  readonly record: DailyRecord;
}

/** The simulated world itself, for plots and for replaying decisions elsewhere. */
export interface WorkloadResult {
  readonly startMs: number;
  readonly stepSeconds: number;
  readonly steps: number;
  readonly days: number;
  readonly demand: Float64Array;
  readonly scored: Uint8Array;
  readonly need: Int32Array;
  readonly madeMinutes: boolean;
}
