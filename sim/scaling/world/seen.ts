import type { PoolSeen } from '../../../core/scaling/pool/pool-seen.ts';

/**
 * What a scaler of a simulated world may know at a decision. The world writes a step's metrics only when they are published,
 * so nothing of the future is in these arrays: look-ahead is impossible by construction.
 */
export interface Seen {
  readonly stepSeconds: number;
  /** The step that is decided now. */
  readonly step: number;
  /** The newest step whose metrics are published; -1 before the first. Arrays hold nothing beyond it. */
  readonly newest: number;
  /** The step whose metrics should be the newest by now: beyond `newest` they are late. */
  readonly due: number;
  /** Whether more than one step's metrics came since the last decision. */
  readonly catchingUp: boolean;
  /** Offered requests per second by step. */
  readonly demand: Float64Array;
  /** Busy share of the units that ran, 0..1, by step, as an average over them all. It saturates. */
  readonly utilisation: Float64Array;
  /** Units that ran, by step, as their target counts them. During a deployment more may run than are asked for. */
  readonly ran: Int32Array;
  /** Busy share of the units that served, 0..1, by step: what those see of it who are told which units are ready. */
  readonly busy: Float64Array;
  /** Units that were ready and served, by step. */
  readonly served: Int32Array;
  /** 1 where the step's metrics exist, 0 where they are missing. */
  readonly measured: Uint8Array;
  /** Units asked for now. */
  readonly asked: number;
  /** Units that run now, as their target counts them. */
  readonly running: number;
  /** Whether the target says now that it deploys. */
  readonly deploying: boolean;
  /** The least and the most that the target takes; null where it says none. */
  readonly min: number | null;
  readonly max: number | null;
  /** What stands prepared; null where there is no pool. */
  readonly pool: PoolSeen | null;
}

/** Anything that asks for capacity once a step. It keeps its own state; a new one is made for every run. */
export interface Scaler {
  /** Units to ask for, from what is seen; the world keeps it within what the target takes. */
  ask(seen: Seen): number;
  /** Units to run and stand prepared together, as of the last `ask`; left out where no pool is filled. */
  readonly prepared?: number;
}
