/** What is known of the zones that load has been shifted away from. */
export interface Shift {
  /** By their ids, e.g. `use1-az1`; none where nothing is shifted. */
  readonly zones: readonly string[];
  /** How many zones there are in all. */
  readonly of: number;
  /** Whether new units come to these zones too; an Auto Scaling group that is shifted itself launches elsewhere. */
  readonly spreads: boolean;
  readonly readAtMs: number;
  /** When it ends by itself; null where it does not say. */
  readonly untilMs: number | null;
}
