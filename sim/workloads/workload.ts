/** What arrives in a simulated world, step by step, and what is known of it. Demand is per second, as offered. */
export interface Workload {
  readonly name: string;
  readonly startMs: number;
  readonly stepSeconds: number;
  readonly steps: number;
  /** Requests per second, gaps bridged. */
  readonly demand: Float64Array;
  /** 1 where a metric was measured, 0 in a gap: there the metric is Missing. */
  readonly measured: Uint8Array;
  /** 1 where a step may be judged at all: not in a gap of more than two hours. */
  readonly judged: Uint8Array;
  /** 1 where the step is scored: judged, and after the warm-up. */
  readonly scored: Uint8Array;
  /** The least number of units with P(W > tau) <= `needTail`. */
  readonly need: Int32Array;
  /** True where minutes were made from longer steps, with noise. */
  readonly madeMinutes: boolean;
}
