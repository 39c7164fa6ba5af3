/** A measured load, one value a step. */
export interface Trace {
  readonly name: string;
  readonly startMs: number;
  readonly stepSeconds: number;
  /** NaN where nothing was measured. */
  readonly values: Float64Array;
}
