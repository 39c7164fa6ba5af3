import type { ScalableConfig } from '../../../core/scaling/config/scalable.ts';
import type { Outlook, Promised } from '../../../core/scaling/tuning.ts';
import type { Trace } from '../../workloads/trace.ts';
import type { Knobs } from '../baselines/families.ts';
import type { Native } from '../beside/beside-native.ts';
import type { InCharge } from '../portfolio/in-charge.ts';
import type { PoolInCharge } from '../portfolio/pool-in-charge.ts';
import type { FaultKind } from '../world/fault-kind.ts';
import type { OwnFleet } from '../world/own-fleet.ts';
import type { PoolKind } from '../world/pool-kind.ts';
import type { Task, WorkloadResult } from './task.ts';

/** What a backtest is asked. */
export interface BacktestQuestion {
  readonly trace: Trace;
  readonly leadSeconds: number;
  readonly sloBudgetPercent: number;
  /** The period of the metrics that everybody sees. */
  readonly metricClassSeconds: 20 | 60;
  /** Only the first counts where the trace has minutes of its own, since nothing is random then. */
  readonly seeds: readonly number[];
  /** Every point of every grid, instead of a coarse grid refined around each family's best. */
  readonly full: boolean;
  /** What goes wrong meanwhile, for every policy alike; nothing where it is left out. */
  readonly faults?: readonly FaultKind[];
  /** A fleet as somebody has it; the made-up one where it is left out. */
  readonly fleet?: OwnFleet;
  /** What somebody has configured, each a row; the first is what they have now. */
  readonly configured?: readonly Configured[];
  /** A pool of prepared units, beside which Headroom is played once more; none where it is left out. */
  readonly pool?: PoolKind;
  /** Target tracking of AWS, whose minimum alone Headroom moves once more; none where it is left out. */
  readonly native?: Native;
}

/** A config of somebody's own, and what its row is called. */
export interface Configured {
  readonly name: string;
  readonly config: ScalableConfig;
}

/** Who does the work, and who is told of it. */
export interface BacktestHelp {
  readonly pool: { run<Result>(task: Task): Promise<Result> };
  onProgress?(done: number, of: number): void;
}

export type Selection = 'default' | 'best1' | 'best2' | 'nightly' | 'configured';

/** One line of the table. */
export interface Row {
  readonly family: string;
  readonly kind: 'peer' | 'bound' | 'ours' | 'yours';
  readonly knobs: Readonly<Record<string, number | string>>;
  readonly selection: Selection;
  readonly violationPercent: number | null;
  readonly violationTimePercent: number | null;
  /** Null where the family cannot meet the budget; then the violation is the least it can do. */
  readonly costRatio: number | null;
  readonly thetaU: number | null;
  readonly thetaO: number | null;
  readonly tauU: number | null;
  readonly tauO: number | null;
  readonly actionsPerDay: number | null;
  readonly flipsPerDay: number | null;
  /**
   * How many times what it asks for without deployments it asks for in the worst of them; null where none is played. Who runs
   * away is far above 1.
   */
  readonly surgeRatio: number | null;
}

/** A point of a curve: cost against violation, means over the seeds. */
export interface CurvePoint extends Knobs {
  readonly family: string;
  readonly violationPercent: number;
  readonly costRatio: number;
}

/** Whether to take Headroom in place of what one has. */
export interface Advice {
  readonly is: 'too-short' | 'keep' | 'headroom';
  readonly says: string;
}

/** What Headroom would have done beside a pool. */
export interface BesidePool extends PoolKind {
  readonly row: Row;
  /** Its cost over that of Headroom without a pool. */
  readonly costOverPlain: number | null;
}

/** What target tracking of AWS would have done by itself, and with a minimum that Headroom moves. */
export interface AboveFloor extends Native {
  readonly alone: Row;
  readonly row: Row;
  /** Its cost over that of target tracking by itself. */
  readonly costOverAlone: number | null;
}

/** The answer: what is printed as JSON, and what plots need besides. */
export interface Backtest {
  readonly table: {
    readonly trace: string;
    readonly leadSeconds: number;
    readonly sloBudgetPercent: number;
    readonly metricClassSeconds: 20 | 60;
    readonly seeds: number;
    readonly scoredMinutes: number;
    readonly clairvoyantMeanUnits: number;
    readonly rows: readonly Row[];
    readonly headroom: Row;
    readonly equalViolationRatio: number | null;
    /** Where it was somebody's own. */
    readonly fleet?: OwnFleet;
    readonly advice: Advice;
    /** What the next four weeks would bring, told by what choosing each night brought; null where less than a week tells it. */
    readonly outlook: Outlook | null;
    /** Who would promise the budget where that does not. */
    readonly promised: Promised | null;
    /** Left out where no pool was asked for. */
    readonly pool?: BesidePool;
    /** Left out where no target tracking of AWS was named. */
    readonly besideNative?: AboveFloor;
  };
  readonly curves: readonly CurvePoint[];
  readonly ours: readonly OurPoint[];
  /** The same beside a pool; empty where none was asked for. */
  readonly oursBesidePool: readonly OurPoint[];
  /** The first seed's world, and what `headroom` and the best rows asked for in it, by `family:selection`. */
  readonly world: WorkloadResult;
  readonly asked: ReadonlyMap<string, Int32Array>;
  /** Who was in charge on each day, first seed, and who beside a pool. */
  readonly inCharge: readonly InCharge[];
  readonly inChargeBesidePool: readonly PoolInCharge[];
}

/** What one of our candidates did, means over the seeds. */
export interface OurPoint {
  readonly candidate: number;
  readonly violationPercent: number;
  readonly costRatio: number;
}
