import type { ResourceKind } from '../../core/diagnosing/config/kinds.ts';

/** How the time of one service is spread: its square coefficient of variation is 0, 1/3, 1 or about 4. */
export type Spread = 'constant' | 'even' | 'exponential' | 'wide';

/**
 * One thing that requests are served by, or wait for.
 * - `fifo`: one after the other, `servers` side by side
 * - `sharing`: all at once, each as fast as `servers` allow (processors)
 */
export interface Station {
  readonly name: string;
  readonly tier: string;
  readonly kind: ResourceKind;
  readonly discipline: 'fifo' | 'sharing';
  readonly servers: number;
  readonly spread: Spread;
  /** Of a thousand, how it is read: as it is; not at all; or as one of so many cores, the others idle. */
  readonly read:
    | { readonly as: 'busy' }
    | { readonly as: 'nothing' }
    | { readonly as: 'one-of'; readonly cores: number };
  /** Whether its queue is read. */
  readonly queueRead: boolean;
  /** The share that work beside all requests keeps busy. */
  readonly background: number;
}

/** One visit on the way of a request. */
export interface Visit {
  readonly station: number;
  /** Mean seconds of service. */
  readonly seconds: number;
}

/** Requests of one kind: their way, and how many come (or how many clients wait and think). */
export interface RequestClass {
  readonly name: string;
  /** A visit to a tier is a run of visits to its stations. */
  readonly route: readonly Visit[];
  /** By minute: arrivals per second of an open network, clients of a closed one. */
  readonly load: readonly number[];
  /** Seconds between an answer and the next question of a client; null in an open network. */
  readonly thinkSeconds: number | null;
}

export interface Network {
  readonly stations: readonly Station[];
  readonly classes: readonly RequestClass[];
  readonly minutes: number;
}
