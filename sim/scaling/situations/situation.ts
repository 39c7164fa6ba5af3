import type { ScalableInput } from '../../../core/scaling/config/scalable.ts';
import type { Capacity } from '../../../core/scaling/observation.ts';
import type { Fleet } from '../deployments/histories.ts';

/** The metrics of a situation, by the names that readings have. Percents are averages over the units that ran. */
export interface Told {
  /** Percent of the units that run, or of those that are ready. */
  readonly Busy: number | null;
  readonly BusyReady: number | null;
  /** Units that are ready, where that is told. */
  readonly Ready: number;
  /** Per second. */
  readonly Requests: number | null;
  /** Requests that were turned away since nothing ran, a count. */
  readonly Turned: number | null;
  /** Messages that wait, and those that units hold. */
  readonly Waiting: number | null;
  readonly Held: number | null;
  /** Units that run, as the metric beside the others counts them. */
  readonly Running: number | null;
}
export type MetricName = keyof Told;

/** What is so in a minute. Minutes count from when it happens; those before are calm. */
export interface Now {
  readonly minute: number;
  readonly asked: number;
  readonly fleet: Fleet;
}

/** From minute `from` to minute `to`, both included, what is asked for is to be in between. */
export interface Rule {
  readonly from: number;
  readonly to: number;
  readonly mayLeast: number;
  readonly mayMost: number;
}

/** What is known of whoever decides, for rules that depend on what they are told. */
export interface Decider {
  /** `demand`: all that is wanted. `utilisation`: how busy units are. `steps`: only whether they are very busy, or very idle. */
  readonly tells: 'demand' | 'utilisation' | 'steps';
  /** For how long it keeps what was needed. */
  readonly holdMinutes: number;
}

/** A scalable as a situation finds it: who decides, and by what. */
export interface Scene extends Decider {
  readonly config: ScalableInput;
  /** What somebody makes of the config later on; null where it stays as it is. */
  readonly later: { readonly from: number; readonly config: ScalableInput } | null;
}

/** Something that happens to a scalable, and the rule that holds then. Rules come from what is true, not from what is decided. */
export interface Situation {
  readonly name: string;
  /** Units that are asked for, and serve, at first. */
  readonly units: number;
  /** Minutes that are played before it happens, and from then on. */
  readonly calm: number;
  readonly minutes: number;
  /** Units come up so many minutes after they are asked for. */
  readonly leadMinutes: number;
  /** The bounds of whoever knows no other limits, by minute. */
  bounds(minute: number): { readonly min: number; readonly max: number };
  /** What runs, of the units that have come up. */
  fleet(up: number, minute: number): Fleet;
  /** What somebody else makes of what is asked for, before a look. */
  reset(asked: number, minute: number): number;
  tell(now: Now): Told;
  /** Seconds after a period's end at which its point can be read; null where it never can. */
  lateSeconds(metric: MetricName, minute: number): number | null;
  /** The ids of the zones that load is shifted away from, and how many there are. */
  shift(minute: number): { readonly zones: readonly string[]; readonly of: number };
  /** The target, as its service describes it. */
  capacity(now: Now): Capacity;
  /** In order of time. */
  rules(decider: Decider): readonly Rule[];
}

/** What was asked for after the look of each minute, from when it happened. */
export interface Asked {
  readonly minute: number;
  readonly units: number;
}
