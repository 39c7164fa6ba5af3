import type { Grant } from './apportion.ts';
import type { Visits } from './visits.ts';

/** What a scalable remembers of those before and behind it. */
export interface KeptTiers {
  /** How much of its demand one of those before it makes; left out until both are known. */
  readonly visits?: Visits;
  /** What each of those before it may hold of its connections. */
  readonly grants: Readonly<Record<string, Grant>>;
  /** Connections that the server said last that it takes; left out where it is not asked. */
  readonly told?: number;
  /** The most units that connections wanted of it have called for within its lead, and when; left out where they call for none. */
  readonly taking?: { readonly units: number; readonly atMs: number };
  /** Since when more has been wanted than those behind it have heard of; null where all have. */
  readonly waitsSinceMs: number | null;
  /** Since when so few units have been wanted that something is to go; null where nothing is. */
  readonly falls: { readonly sinceMs: number; readonly wants: number } | null;
  /** Whether one before it was short at the last look. */
  readonly wasShort: boolean;
}

export const noTiers: KeptTiers = { grants: {}, waitsSinceMs: null, falls: null, wasShort: false };
