import type { Because } from './reason.ts';

/**
 * Something that was found out about a service, for whoever decides or wants to know.
 * - `bottleneck`: what limits it
 * - `saturation`: the load at which a tier can do no more
 * - `units`: that more units of a tier would not help
 * - `cure`: what became of a remedy
 * - `index`: indexes that would make its statements cheaper Why: docs/decisions/0056.
 */
export interface Finding {
  readonly schema: 1;
  /** Unique within its service; found again, it takes its own place. Letters, digits and `._-`. */
  readonly id: string;
  readonly kind: 'bottleneck' | 'saturation' | 'units' | 'cure' | 'index';
  readonly service: string;
  /** Null where it is about the whole service. */
  readonly tier: string | null;
  readonly because: Because;
  readonly sinceMs: number;
  /** When it has to be found again to hold any longer. */
  readonly untilMs: number;
}
