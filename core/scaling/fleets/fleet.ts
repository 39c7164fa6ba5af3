import type { ScalableInput } from '../config/scalable.ts';

/** A target group of an Application Load Balancer that has the units of a fleet behind it, by the values of its dimensions. */
export interface FleetLoad {
  /** `app/checkout/0123456789abcdef` */
  readonly loadBalancer: string;
  /** `targetgroup/web/0123456789abcdef` */
  readonly targetGroup: string;
}

/** A metric of CloudWatch, without a statistic. */
export interface FleetMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Something of an account whose number of units can be changed, as it was found. */
export interface Fleet {
  /** As a scalable may be called. */
  readonly name: string;
  /** What it is, for people: `the Auto Scaling group "web"`. */
  readonly told: string;
  readonly target: ScalableInput['target'];
  /** What its provider allows; null where nothing is said, as of a service that nobody scales. */
  readonly bounds: { readonly min: number; readonly max: number } | null;
  /** Units that are asked for, and that run, now. */
  readonly asked: number;
  readonly running: number;
  /** Who makes it and scales it by its own lights, e.g. `a node group of EKS`; left out where nobody does. */
  readonly ownedBy?: string;
  /** What scales it, a few words each: `target tracking of CPU at 50`. */
  readonly scaledBy: readonly string[];
  /** How busy its target tracking of AWS keeps units on average, 0 to 1; left out where it has none that goes by that. */
  readonly tracks?: number;
  readonly loads: readonly FleetLoad[];
  /** How busy each unit is, in percent, one sample a unit. */
  readonly busy: FleetMetric;
  /** Why nothing tells how busy they are, with what helps; left out where something does. */
  readonly unmeasured?: string;
  /** What its units use, and what is reserved for them, in one measure; left out where AWS tells neither. */
  readonly reserving?: { readonly used: FleetMetric; readonly reserved: FleetMetric };
  /** What counts its units; null where nothing does but the samples of `busy`. */
  readonly counted: FleetMetric | null;
  /** What makes CloudWatch count its units, as a command to paste; null where it does. */
  readonly countedBy: string | null;
  /** What a unit is: `m6i.large`, `1 vCPU, 2 GB of Fargate`; null where that is not told. */
  readonly unit: string | null;
  /** The list price of a unit in dollars an hour, by the list that was asked; null where it is not known. */
  readonly usdPerUnitHour: number | null;
}
