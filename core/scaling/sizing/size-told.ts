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
