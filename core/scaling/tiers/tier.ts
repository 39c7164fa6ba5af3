import type { Need } from '../config/tier-needs.ts';

/** A value of demand in the unit of whoever measures it: of the period that begins at a time. */
export type DemandSample = readonly [atMs: number, value: number];

/** What a scalable has to carry, as its newest readings tell, or as those before it pass on. */
export interface PassedDemand {
  readonly periodSeconds: number;
  /** Oldest first. */
  readonly samples: readonly DemandSample[];
}

/** What a decision of a scalable passes on to those that it needs, and to those that need it. */
export interface Passed {
  readonly schema: 1;
  /** Whether it changes its target, as far as its mode allows. */
  readonly acts: boolean;
  /** Units after the decision. */
  readonly asked: number;
  readonly running: number;
  /** What it would have were nobody to hold it back for another's sake. */
  readonly wants: number;
  /** Whether it is on its way down. */
  readonly falls: boolean;
  /** Whether it, or one before it, has fewer units than it wants: then what it lets through is less than what arrives. */
  readonly short: boolean;
  /** Null where its policies look at none. */
  readonly demand: PassedDemand | null;
  /** The demand that what it wants is to serve, in the unit of its own; null where nobody tells. */
  readonly serves: number | null;
  /** What those before it wanted, of which this decision knew. */
  readonly heard: Readonly<Record<string, number>>;
  /** When those behind it were decided on whose word this decision rests. */
  readonly saw: Readonly<Record<string, number>>;
  /** Connections that it takes from those before it, together; null where it limits none. */
  readonly takes: number | null;
  /** How many of them each of those may hold. */
  readonly grants: Readonly<Record<string, number>>;
  /** Who is to look now that this is decided. */
  readonly wakes: readonly string[];
}

/** Another scalable beside one in the graph of needs. */
export interface Tier {
  readonly scalable: string;
  /** What is needed: of it by this one, or of this one by it. */
  readonly need: Need;
  /** What it was last decided; null where it never was, or that cannot be read. */
  readonly last: { readonly atMs: number; readonly passed: Passed } | null;
}

/** What a look knows of the scalables before and behind its own. */
export interface Tiers {
  /** Those that need it. */
  readonly upstream: readonly Tier[];
  /** Those that it needs. */
  readonly downstream: readonly Tier[];
  /** Needs that are left out since they form a ring; null where none does. */
  readonly ring: readonly string[] | null;
}

/** A decision that is older than this says nothing any more of what its scalable does: each is looked at every five minutes. */
const silentAfterMs = 900_000;

/** What a tier last passed on; null where it is silent. */
export function heardOf({ last }: Tier, atMs: number): Passed | null {
  return last === null || atMs - last.atMs > silentAfterMs ? null : last.passed;
}

/** Whether it is waited for: it changes its target, or nothing is known of it yet. One that is silent is not. */
export function isWaitedFor(tier: Tier, atMs: number): boolean {
  return tier.last === null || (heardOf(tier, atMs)?.acts ?? false);
}
