import type { Because } from '../model/reason.ts';
import type { ResourceKind, TierKind } from './config/kinds.ts';

/** A number, and between what it lies in 90 of 100 cases. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Seconds of a resource that one request takes, for classes that could be told apart from others. */
export interface ClassDemand {
  readonly classes: readonly string[];
  readonly seconds: Estimate;
}

/** Something that gives out at some load. */
export interface Limit {
  readonly tier: string;
  /** Null where nobody reads it: it was found by the requests that wait for it. */
  readonly resource: string | null;
  readonly kind: ResourceKind | 'unread';
  /** What it may be, where it is unread. */
  readonly suspects: readonly Suspect[];
  /** Requests of the service per second at which it is busy all the time, in the mix and with the units of now. */
  readonly saturation: Estimate;
  readonly headroomPercent: number;
  /** The share of it that is busy now. */
  readonly busyNow: number;
  /** In how many of 100 draws it is the first to give out. */
  readonly firstPercent: number;
  /** In how many of 100 draws it is the first, or gives out at no more than `asGood` times the load of the first. */
  readonly nearFirstPercent: number;
  readonly demands: readonly ClassDemand[];
  /** The share that is busy without any request. */
  readonly background: number;
  /** What its utilisation errs by from the law, as a share of it; null where it is unread. */
  readonly residual: number | null;
  /** What was read of it, block by block: the share that was busy at some load. Nothing where it is unread. */
  readonly points: readonly BusyPoint[];
}

/** The share of a resource that was busy at a load: requests of the service per second, as many as take so much in the mix of now. */
export interface BusyPoint {
  readonly load: number;
  readonly busy: number;
}

/**
 * - `one-thread`: one thread of as many as the processor has
 * - `named`: a resource of the tier that is known by name and not read
 * - `held`: a lock, a pool or a limit of what may run side by side
 * - `behind`: something behind the tier that is not a tier of the readings
 */
export type Suspect =
  | { readonly is: 'one-thread'; readonly of: number }
  | { readonly is: 'named'; readonly name: string }
  | { readonly is: 'held' }
  | { readonly is: 'behind' };

/** Something that a person may do, and what the model expects of it. */
export interface Remedy {
  readonly does: Because;
  /** Requests of the service per second at which it would then give out, and what would be first then. */
  readonly saturation: number;
  readonly gainPercent: number;
  readonly next: string;
}

/** Little's law: what is inside is what comes through times how long it stays. */
export interface LittleCheck {
  /** How many times more are inside than the law says, as a mean over blocks. */
  readonly ratio: number;
  /** How much single blocks differ from that, as a share. */
  readonly residual: number;
  readonly holds: boolean;
}

/** The Universal Scalability Law, `X(N) = lambda N / (1 + sigma (N - 1) + kappa N (N - 1))`. */
export interface Scalability {
  /** The throughput of one. */
  readonly lambda: number;
  /** Contention: the share of the work that only one can do at a time. */
  readonly sigma: number;
  /** Coherency: what each pays for every other. */
  readonly kappa: number;
  /** The number at which throughput is highest; null where it never falls again. */
  readonly peak: number | null;
  /** The throughput there, or that it comes near to and never reaches; null where it grows for ever. */
  readonly peakThroughput: number | null;
  /** What throughputs err by from the curve, as a share. */
  readonly residual: number;
}

/** A point of the scalability curve: requests inside, or units, and what comes through per second. */
export interface LoadPoint {
  readonly load: number;
  readonly throughput: number;
}

/** What one request takes changed at once, while the load did not. */
export interface CapacityChange {
  readonly tier: string;
  readonly resource: string;
  readonly atMs: number;
  /** How much more of the resource a request takes since; less where it is below 0. */
  readonly percent: number;
  /** The deploy that it may come from; null where none is near. */
  readonly deployMs: number | null;
}

/** What a resource holds grows with time, and not with load. */
export interface Leak {
  readonly tier: string;
  readonly resource: string;
  /** Of the whole resource, in an hour. */
  readonly percentPerHour: number;
  /** When nothing is left, at this pace; null where that is more than 30 days away. */
  readonly fullAtMs: number | null;
}

/** One unit that takes much longer than the others of its tier. */
export interface NoisyUnit {
  readonly tier: string;
  readonly unit: string;
  /** How many times longer than the middle one. */
  readonly times: number;
}

export interface TierDiagnosis {
  readonly name: string;
  readonly kind: TierKind;
  /** Null where one of the three numbers is not read. */
  readonly little: LittleCheck | null;
  readonly points: readonly LoadPoint[];
  readonly scalability: Scalability | null;
  /** Why there is no curve; null where there is one. */
  readonly noScalability: Because | null;
}

/** What limits a service: known, or not, and then what would have to be read. */
export type Verdict =
  | { readonly is: 'known'; readonly confidencePercent: number; readonly next: Limit | null }
  | { readonly is: 'unknown'; readonly missing: readonly Because[] };

export interface Diagnosis {
  readonly service: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Requests per second: now, and the most and how many times the least of the window. Null where no load is known. */
  readonly load: { readonly now: number; readonly highest: number; readonly range: number } | null;
  readonly verdict: Verdict;
  /** All limits, the one that gives out first at the head. */
  readonly limits: readonly Limit[];
  readonly remedies: readonly Remedy[];
  readonly tiers: readonly TierDiagnosis[];
  readonly changes: readonly CapacityChange[];
  readonly leaks: readonly Leak[];
  readonly noisyUnits: readonly NoisyUnit[];
  /** What has to be known beside: classes that move together, readings that do not fit. */
  readonly remarks: readonly Because[];
  /** Requests per second, block by block; null where they were not read. */
  readonly timeline: readonly { readonly atMs: number; readonly perSecond: number | null }[];
}
