import { counted } from '../../model/counted.ts';
import { inDemandOrder, type TierGraph } from '../config/tier-graph.ts';
import type { ConnectionsMost } from '../config/tier-needs.ts';

/** What is known of a tier now. */
export interface TierNow {
  readonly scalable: string;
  readonly asked: number;
  readonly running: number;
  /** What its policies found needed for the load of now, before any limit. */
  readonly needed: number;
  readonly bounds: { readonly min: number; readonly max: number };
  readonly leadSeconds: number;
  readonly connectionsMost: ConnectionsMost | null;
  /** Connections that it takes now; null where it limits none. */
  readonly takes: number | null;
  /** US dollars an hour; null where nobody says. */
  readonly unitUsdPerHour: number | null;
}

/** What a tier would be at another load. */
export interface TierThen {
  readonly scalable: string;
  readonly now: number;
  readonly needed: number;
  /** Within its limits. */
  readonly units: number;
  /** What it lacks then, and why; null where it has all that is needed. */
  readonly limitedBy: string | null;
  /** The load, as a multiple of today's, at which it can do no more; null where nothing limits it. */
  readonly mostLoad: number | null;
  /** Whose move it is: 1 first. Those with the same number go together. */
  readonly turn: number;
  /** When it begins and when it serves, seconds from now. */
  readonly beginsSeconds: number;
  readonly readySeconds: number;
  readonly usdPerHour: { readonly now: number; readonly planned: number } | null;
}

export interface TiersThen {
  readonly load: number;
  /** Front first. */
  readonly tiers: readonly TierThen[];
  readonly readySeconds: number;
  /** Who can do no more first, and at which load; null where nothing limits anybody. */
  readonly runsOutFirst: { readonly scalable: string; readonly load: number; readonly because: string } | null;
}

/** What every tier would be at so many times the load of now, in which order, and how long it takes. */
export function planTiers(now: readonly TierNow[], graph: TierGraph, load: number): TiersThen {
  const known = new Map(now.map((tier) => [tier.scalable, tier]));
  const order = inDemandOrder(graph).filter((name) => known.has(name));
  const units = new Map<string, Sized>();
  for (const name of order) units.set(name, sizeOf(known.get(name) as TierNow, graph, units, load));
  for (const name of order) units.set(name, withinTaken(name, graph, known, units));
  const rises = load >= 1;
  const turns = turnsOf(order, graph, rises);
  const times = new Map<string, { readonly begins: number; readonly ready: number }>();
  for (const name of [...order].sort((a, b) => (turns.get(a) ?? 0) - (turns.get(b) ?? 0))) {
    times.set(name, timeOf(known.get(name) as TierNow, graph, { known, units, times, rises }));
  }
  const tiers = order.map((name): TierThen => {
    const tier = known.get(name) as TierNow;
    const sized = units.get(name) as Sized;
    const { begins, ready } = times.get(name) ?? { begins: 0, ready: 0 };
    const price = tier.unitUsdPerHour;
    return {
      scalable: name,
      now: tier.asked,
      ...sized,
      turn: turns.get(name) ?? 1,
      beginsSeconds: begins,
      readySeconds: ready,
      usdPerHour: price === null ? null : { now: tier.asked * price, planned: sized.units * price },
    };
  });
  return {
    load,
    tiers,
    readySeconds: Math.max(0, ...tiers.map(({ readySeconds }) => readySeconds)),
    ...firstOut(tiers),
  };
}

interface Sized {
  readonly needed: number;
  readonly units: number;
  readonly limitedBy: string | null;
  readonly mostLoad: number | null;
}

/** Sized by what its policies needed, and by the connections of the tiers before it, which are sized by then. */
function sizeOf(tier: TierNow, graph: TierGraph, sized: ReadonlyMap<string, Sized>, load: number): Sized {
  const held = [...graph].reduce((sum, [name, needs]) => {
    return sum + (sized.get(name)?.units ?? 0) * (needs[tier.scalable]?.connectionsPerUnit ?? 0);
  }, 0);
  const { connectionsMost: most, bounds } = tier;
  const perUnit = most !== null && typeof most === 'object' && 'perUnit' in most ? most.perUnit : null;
  const needed = Math.max(
    bounds.min,
    Math.ceil(tier.needed * load - 1e-9),
    perUnit === null ? 0 : Math.ceil(held / perUnit),
  );
  const units = Math.min(needed, bounds.max);
  const total = perUnit === null ? tier.takes : null;
  const byUnits = tier.needed > 0 ? bounds.max / tier.needed : null;
  const mostTaken = perUnit === null ? total : perUnit * bounds.max;
  const byConnections = mostTaken !== null && held > 0 ? (mostTaken * load) / held : null;
  const limitedBy =
    units < needed
      ? `bounds.max is ${bounds.max}`
      : total !== null && held > total
        ? `it takes ${counted(total, 'connection')}, and ${held} would be held`
        : null;
  const all = [byUnits, byConnections, byOwnMost(tier, graph)].filter((one) => one !== null);
  return { needed, units, limitedBy, mostLoad: all.length === 0 ? null : Math.min(...all) };
}

/** The load at which it holds all that it may hold itself. */
function byOwnMost({ scalable, needed }: TierNow, graph: TierGraph): number | null {
  const most = Object.values(graph.get(scalable) ?? {}).flatMap(({ connectionsPerUnit: perUnit, connectionsMost }) =>
    perUnit === null || connectionsMost === null ? [] : [Math.floor(connectionsMost / perUnit)],
  );
  return most.length === 0 || needed === 0 ? null : Math.min(...most) / needed;
}

/** No more than what it needs takes by then, which several share by what they want, and than it may hold itself; its floor wins. */
function withinTaken(
  name: string,
  graph: TierGraph,
  known: ReadonlyMap<string, TierNow>,
  sized: ReadonlyMap<string, Sized>,
): Sized {
  let within = sized.get(name) as Sized;
  const { needed } = within;
  const { bounds } = known.get(name) as TierNow;
  const lower = (most: number, why: string) => {
    const fits = Math.floor(most + 1e-9);
    const units = Math.max(bounds.min, fits);
    const limitedBy = fits < bounds.min ? `${why}; the floor of ${bounds.min} wins` : why;
    if (units < within.units) within = { ...within, units, limitedBy };
  };
  for (const [behind, { connectionsPerUnit, connectionsMost }] of Object.entries(graph.get(name) ?? {})) {
    if (connectionsPerUnit === null) continue;
    if (connectionsMost !== null)
      lower(connectionsMost / connectionsPerUnit, `it may hold ${counted(connectionsMost, 'connection')} to ${behind}`);
    const takes = takenThen(known.get(behind), sized.get(behind));
    if (takes === null) continue;
    const wanted = [...graph].reduce((sum, [other, needs]) => {
      return sum + (sized.get(other)?.needed ?? 0) * (needs[behind]?.connectionsPerUnit ?? 0);
    }, 0);
    lower(needed * Math.min(1, takes / wanted), `${behind} takes ${counted(takes, 'connection')} then`);
  }
  return within;
}

function takenThen(tier: TierNow | undefined, sized: Sized | undefined): number | null {
  if (tier === undefined || sized === undefined) return null;
  const { connectionsMost: most } = tier;
  return most !== null && typeof most === 'object' && 'perUnit' in most ? most.perUnit * sized.units : tier.takes;
}

/** Up from the back, down from the front. */
function turnsOf(order: readonly string[], graph: TierGraph, rises: boolean): ReadonlyMap<string, number> {
  const turns = new Map<string, number>();
  for (const name of rises ? [...order].reverse() : order) {
    const before = rises
      ? Object.keys(graph.get(name) ?? {})
      : order.filter((other) => Object.hasOwn(graph.get(other) ?? {}, name));
    turns.set(name, 1 + Math.max(0, ...before.map((other) => turns.get(other) ?? 0)));
  }
  return turns;
}

interface Timing {
  readonly known: ReadonlyMap<string, TierNow>;
  readonly units: ReadonlyMap<string, Sized>;
  readonly times: ReadonlyMap<string, { readonly begins: number; readonly ready: number }>;
  readonly rises: boolean;
}

/** One that opens more connections than those behind take by now begins once they run; all others begin at once. */
function timeOf(tier: TierNow, graph: TierGraph, { known, units, times, rises }: Timing) {
  const then = units.get(tier.scalable)?.units ?? tier.asked;
  if (then === tier.asked) return { begins: 0, ready: 0 };
  const waits = Object.entries(graph.get(tier.scalable) ?? {}).map(([name, { connectionsPerUnit }]) => {
    const takes = known.get(name)?.takes ?? null;
    const isTooMuch = takes !== null && connectionsPerUnit !== null && then * connectionsPerUnit > takes;
    return rises && isTooMuch ? (times.get(name)?.ready ?? 0) : 0;
  });
  const begins = Math.max(0, ...waits);
  return { begins, ready: begins + (rises ? tier.leadSeconds : 0) };
}

function firstOut(tiers: readonly TierThen[]): Pick<TiersThen, 'runsOutFirst'> {
  const limited = tiers.filter(({ mostLoad }) => mostLoad !== null);
  const first = limited.reduce<TierThen | null>(
    (least, one) => (least === null || (one.mostLoad ?? 0) < (least.mostLoad ?? 0) ? one : least),
    null,
  );
  if (first === null || first.mostLoad === null) return { runsOutFirst: null };
  const because = first.limitedBy ?? 'it can be no larger, or takes no more connections';
  return { runsOutFirst: { scalable: first.scalable, load: first.mostLoad, because } };
}
