import type { Observed } from '../capability.ts';
import type { Finding } from '../model/finding.ts';
import type { ResourceKind } from './config/kinds.ts';
import type { ServiceConfig } from './config/watched-service.ts';
import type { Growth } from './growth.ts';
import type { RunsOut } from './runs-out.ts';
import type { ServiceReadings } from './service-readings.ts';

/** Something that was to be read and was not. */
export interface Unread {
  /** What, e.g. `latency of web`. */
  readonly what: string;
  readonly why: string;
}

/** All that a look at a service may know. */
export interface Observation extends Observed<Kept> {
  readonly mode: ServiceConfig['mode'];
  readonly readings: ServiceReadings;
  readonly unread: readonly Unread[];
  /** What may grow, over days. Null where nobody wants to know, or it was read a short time ago. */
  readonly growth: Growth | null;
}

/** What limits a service. */
export interface Bottleneck {
  /** As people call it, e.g. `cpu of db`. */
  readonly what: string;
  readonly tier: string;
  /** Null where nobody reads it. */
  readonly resource: string | null;
  readonly kind: ResourceKind | 'unread';
  /** Requests of the service per second at which it gives out. */
  readonly saturation: number;
  readonly headroomPercent: number;
  /** In how many of 100 draws it is the first to give out, or within 5 % of the first. */
  readonly confidencePercent: number;
}

/** What was found, and what others are to know of it. */
export interface Found {
  /** Null where it is not known. */
  readonly bottleneck: Bottleneck | null;
  /** What runs out if all goes on growing as it did; null where nobody asks, or nothing is known that might. */
  readonly runsOut: RunsOut | null;
  /** Nothing where the bottleneck is not known: what was found before then ends by itself. */
  readonly findings: readonly Finding[];
}

/** What is remembered of a service between looks. */
export interface Kept {
  readonly schema: 1;
  /** The last one that was known, and since when; null where none ever was. */
  readonly bottleneck: { readonly what: string; readonly tier: string; readonly sinceMs: number } | null;
  /** Until when what others were told of it holds; null where they were told nothing. */
  readonly toldUntilMs: number | null;
  readonly foreseen: Foreseen;
}

/** What was foreseen last, and when growth was read for it. */
export interface Foreseen {
  /** Null where it never was. */
  readonly readAtMs: number | null;
  readonly runsOut: RunsOut | null;
}
