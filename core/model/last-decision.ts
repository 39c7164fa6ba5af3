/** What a subject was last decided, for others whose own decision hangs on it. */
export interface LastDecision {
  /** When it was decided, milliseconds since 1970. */
  readonly atMs: number;
  /** What it passed on, in the terms of its capability. */
  readonly passes: unknown;
}
