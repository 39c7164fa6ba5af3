import type { Because } from '../../model/reason.ts';

/** How big the units of a target are, as its provider tells it. */
export interface SizeTold {
  /** What tells its target from others. */
  readonly of: string;
  /** The size that a unit launched now would have; null where there is none that could be told. */
  readonly next: string | null;
  /** Units that serve, by their size. */
  readonly serving: Readonly<Record<string, number>>;
  /** What replaces units just now, for people, e.g. `an instance refresh (InProgress)`; null where nothing does. */
  readonly underWay: string | null;
  /** How the last replacement ended, for people, and when it had begun; null where none is known, or it ended well. */
  readonly ended: { readonly says: string; readonly beganAtMs: number } | null;
  /** Zones that it spans; null where that is not told. */
  readonly zones: number | null;
  /** Why its size cannot be changed until somebody mends it; null where it can. */
  readonly fixedBecause: Because | null;
  /** How far a change is that only calls of ours bring on; left out where the provider replaces units by itself. */
  readonly rollout?: Rollout;
}

/** A change of size that is brought on call by call: each look makes the next one, and none is made twice. */
export interface Rollout {
  /** Units that a call takes out of service while it lasts, so that as many more have to run before. */
  readonly takesOut: number;
  /** Why the next call waits; null where it may be made. */
  readonly busyBecause: Because | null;
  /** What a first share of the new size does, which is watched; null while there is none. */
  readonly canary: Canary | null;
  /** What has broken of what is of the new size; null where nothing has. */
  readonly brokenBecause: Because | null;
}

/** What a first share of the new size was called for, beside the others; null where nobody counts that. */
export interface Canary {
  readonly calls: { readonly young: Calls; readonly old: Calls } | null;
}

/** Calls since the share was given, and how many of them failed. */
export interface Calls {
  readonly all: number;
  readonly failed: number;
}

/** Nobody knows how big they are. */
export interface SizeUnknown {
  readonly trouble: string;
}

export function isSizeKnown(size: SizeTold | SizeUnknown | undefined): size is SizeTold {
  return size !== undefined && !('trouble' in size);
}

/** A change of size to be asked for. */
export interface SizeChange {
  /** The size that units have; null where that is not remembered. */
  readonly from: string | null;
  readonly to: string;
  /** How many of the units are replaced first, and how long those are watched. */
  readonly canaryPercent: number;
  readonly watchSeconds: number;
}
