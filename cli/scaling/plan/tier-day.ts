/** How a tier stood at a look. */
export interface TierPoint {
  readonly atMs: number;
  readonly asked: number;
  readonly running: number;
  readonly desired: number;
}

/** The looks of one day at one tier, oldest first. */
export interface TierDay {
  readonly scalable: string;
  readonly points: readonly TierPoint[];
}
