import type { Because } from '../model/reason.ts';

/** How whoever owns a target rations changes of its capacity. Why: docs/decisions/0068. */
export interface Rations {
  /** Why no change is taken just now, e.g. another one is under way; null where one would be. */
  readonly busyBecause: Because | null;
  /** Null where they are not counted. */
  readonly decreases: Decreases | null;
}

/** What there is of decreases in a day of UTC. */
export interface Decreases {
  readonly today: number;
  /** When the last one was made; null where nobody knows of one. */
  readonly lastAtMs: number | null;
  /** So many a day are taken at any time. */
  readonly free: number;
  /** Each one beyond these is taken so long after the one before, at the earliest. */
  readonly everySeconds: number;
  /** More are not taken in a day. */
  readonly mostToday: number;
}
