import { type Blocks, blockMeans } from './blocks.ts';
import { busyAt, type Demand, type FittedDemand, fitDemand } from './demands.ts';
import type { BusyPoint, ClassDemand, Estimate, Limit, Suspect } from './diagnosis.ts';
import { type Loads, meanOf } from './loads.ts';
import type { ResourceReadings, TierReadings } from './service-readings.ts';
import type { TierInside } from './tier-inside.ts';
import { type Likelihood, type SeenQueue, unseenLimits } from './unseen-limit.ts';

/** Draws of what is unread cost little: so many stand beside each draw of the blocks. */
const drawsOfUnread = 5;

/** A limit before it is compared with others, and where it lies in each draw. */
export interface DrawnLimit {
  readonly limit: Omit<Limit, 'firstPercent'>;
  readonly draws: Float64Array;
}

/** Where a limit lies in a draw; those of which there are fewer draws are gone through again and again. */
export function drawAt({ draws }: DrawnLimit, at: number): number {
  return draws[at % draws.length] ?? Number.POSITIVE_INFINITY;
}

/** What all tiers of a window have in common. */
export interface Window {
  readonly blocks: Blocks;
  readonly loads: Loads;
  /** The draws of the bootstrap: blocks, by number. */
  readonly picks: readonly Uint16Array[];
  readonly clients: Float64Array;
  readonly noise: number;
  uniform(): number;
}

/**
 * The resources of all tiers that are read and follow the load, and what is not read and makes requests wait: in a tier, or in
 * those that it covers, whose requests are among its own.
 */
export function limitsOf(
  tiers: readonly TierReadings[],
  inside: ReadonlyMap<string, TierInside>,
  window: Window,
): readonly DrawnLimit[] {
  const read = new Map(tiers.map((tier) => [tier.name, readLimits(tier, window)]));
  return tiers.flatMap((tier) => {
    const callers = tiers.filter(({ behind }) => behind.includes(tier.name));
    const beside = callers.flatMap(({ name }) => read.get(name) ?? []);
    const own = read.get(tier.name) ?? [];
    const mine = inside.get(tier.name) as TierInside;
    const covered = tiers.filter(({ name }) => mine.covers.includes(name));
    const within = covered.flatMap((one) => asIn(tier, one, read.get(one.name) ?? [], window));
    const unread = unreadLimit(tier, mine, { own, within, beside }, window);
    return [...own.map(({ drawn }) => drawn), ...(unread === null ? [] : [unread])];
  });
}

function readLimits(tier: TierReadings, window: Window): readonly ReadLimit[] {
  const units = unitsOf(tier, window);
  return tier.resources.flatMap((resource) => readLimit(tier, resource, units, window) ?? []);
}

/** What is read of a tier, as those see it who are in the tier before it. */
function asIn(tier: TierReadings, of: TierReadings, read: readonly ReadLimit[], window: Window): readonly ReadLimit[] {
  const [units, theirs] = [unitsOf(tier, window), unitsOf(of, window)];
  const times = theirs.map((count, block) => count / (units[block] ?? Number.NaN));
  return read.map((limit) => ({ ...limit, seen: { ...limit.seen, times } }));
}

/** What is read of a tier itself, of those that it covers, and of those that call it. */
interface ReadBeside {
  readonly own: readonly ReadLimit[];
  readonly within: readonly ReadLimit[];
  readonly beside: readonly ReadLimit[];
}

interface ReadLimit {
  readonly drawn: DrawnLimit;
  readonly seen: SeenQueue;
  readonly cores: number | null;
}

function unitsOf({ units }: TierReadings, { blocks }: Window): Float64Array {
  return units === null ? new Float64Array(blocks.count).fill(1) : blockMeans(units, blocks);
}

/** By the utilisation law. Null where the resource is not read, or does not follow the load. */
function readLimit(
  tier: TierReadings,
  resource: ResourceReadings,
  units: Float64Array,
  window: Window,
): ReadLimit | null {
  const { blocks, loads, picks } = window;
  const busy = blockMeans(resource.utilisation, blocks).map((share, block) => share * (units[block] ?? Number.NaN));
  const fitted = fitDemand(busy, loads, picks);
  if (fitted === null || !followsLoad(fitted, loads)) return null;
  const now = newest(units);
  const draws = Float64Array.from(fitted.draws, (draw) => saturationOf(draw, loads, now));
  const saturation = estimate(saturationOf(fitted.best, loads, now), draws);
  const waiting = resource.queue === null ? null : blockMeans(resource.queue, blocks);
  return {
    drawn: {
      limit: {
        tier: tier.name,
        resource: resource.name,
        kind: resource.kind,
        suspects: [],
        saturation,
        headroomPercent: headroom(saturation.value, loads),
        busyNow: busyAt(fitted.best, loadsNow(loads)) / now,
        demands: demandsOf(fitted, loads),
        background: fitted.best.background / now,
        residual: fitted.residual,
        points: pointsOf(busy, units, loads, fitted.best),
      },
      draws,
    },
    seen: {
      waiting,
      busy: busy.map(
        (_, block) =>
          busyAt(
            fitted.best,
            loads.groups.map((one) => one.perSecond[block] ?? 0),
          ) / (units[block] ?? 1),
      ),
      servers: resource.servers ?? 1,
      times: null,
    },
    cores: resource.kind === 'cpu' ? resource.servers : null,
  };
}

/** Loads are told as those that would take as much of the resource in the mix of now. */
function pointsOf(busy: Float64Array, units: Float64Array, { groups }: Loads, best: Demand): readonly BusyPoint[] {
  const perRequest = { ...best, background: 0 };
  const ofMix = busyAt(
    perRequest,
    groups.map(({ share }) => share),
  );
  return Array.from(busy, (value, block) => {
    const arriving = groups.map(({ perSecond }) => perSecond[block] ?? Number.NaN);
    return { load: busyAt(perRequest, arriving) / ofMix, busy: value / (units[block] ?? Number.NaN) };
  }).filter((point) => Number.isFinite(point.load) && Number.isFinite(point.busy));
}

/** Of what does not grow with the load, or by less than a fiftieth over the whole window, no load can be told at which it gives out. */
function followsLoad({ best }: FittedDemand, loads: Loads): boolean {
  const highest = loads.groups.map(({ share }) => share * loads.highest);
  const grown = busyAt({ ...best, background: 0 }, highest);
  return grown > 0.02 * (grown + best.background);
}

function saturationOf(demand: Demand, loads: Loads, units: number): number {
  const perRequest = busyAt(
    { ...demand, background: 0 },
    loads.groups.map(({ share }) => share),
  );
  return Math.max(units - demand.background, 0) / perRequest;
}

/** What the tier's requests wait for beside all that is read of it. Null where nothing tells how many are inside. */
function unreadLimit(
  tier: TierReadings,
  { own: inside }: TierInside,
  { own: read, within, beside }: ReadBeside,
  window: Window,
): DrawnLimit | null {
  const { blocks, loads, picks, clients, noise, uniform } = window;
  const units = unitsOf(tier, window);
  const perUnit = inside.map((count, block) => count / (units[block] ?? 1));
  const seen = [...read, ...within].map((one) => one.seen);
  const likely = unseenLimits({ inside: perUnit, seen, units, clients, noise }, loads, blocks.seconds);
  if (likely.length === 0) return null;
  const now = newest(units);
  const raw = Float64Array.from({ length: drawsOfUnread * picks.length }, () => draw(likely, uniform()) * now);
  const saturation = estimate(middleOf(raw), raw);
  // What gives out together with something that is read is that, and nothing beside it. Whoever times what he calls is in that
  // time himself: a busy thread reads answers late.
  const draws = raw.map((value, at) => {
    const known = [...read, ...within, ...beside].map(({ drawn }) => drawAt(drawn, at));
    const threads = beside.flatMap(({ cores, drawn }) => (cores === null ? [] : drawAt(drawn, at) / cores));
    const isKnown = [...known, ...threads].some((one) => Math.abs(Math.log(value / one)) < sameLimit);
    return isKnown ? Number.POSITIVE_INFINITY : value;
  });
  return {
    limit: {
      tier: tier.name,
      resource: null,
      kind: 'unread',
      suspects: suspectsOf(tier, read, saturation.value),
      saturation,
      headroomPercent: headroom(saturation.value, loads),
      busyNow: loads.now / saturation.value,
      demands: [{ classes: loads.groups.flatMap(({ classes }) => classes), seconds: inverse(saturation, now) }],
      background: 0,
      residual: null,
      points: [],
    },
    draws,
  };
}

/** Loads that are no further apart than this (as a logarithm) are one limit. */
const sameLimit = 0.1;
/** How near a thread's limit has to be to that of its processor, divided by its cores. */
const likeOneThread = 0.2;

function suspectsOf(tier: TierReadings, read: readonly ReadLimit[], saturation: number): readonly Suspect[] {
  const threads = read.flatMap(({ cores, drawn }): Suspect[] => {
    if (cores === null || cores < 2) return [];
    const off = Math.log(drawn.limit.saturation.value / cores / saturation);
    return Math.abs(off) < likeOneThread ? [{ is: 'one-thread', of: cores }] : [];
  });
  const silent = tier.resources.filter(({ utilisation }) => utilisation.every((value) => value === null));
  const named = silent.map(({ name }): Suspect => ({ is: 'named', name }));
  return [...threads, ...named, { is: 'held' }, { is: 'behind' }];
}

function demandsOf({ best, draws }: FittedDemand, { groups }: Loads): readonly ClassDemand[] {
  return groups.map(({ classes }, group) => {
    const drawn = Float64Array.from(draws, ({ perRequest }) => perRequest[group] ?? 0);
    return { classes, seconds: estimate(best.perRequest[group] ?? 0, drawn) };
  });
}

/** A value with the middle 90 of 100 draws round it. */
function estimate(value: number, draws: Float64Array): Estimate {
  const sorted = draws.toSorted();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? value;
  return { value, low: Math.min(at(0.05), value), high: Math.max(at(0.95), value) };
}

function inverse({ value, low, high }: Estimate, units: number): Estimate {
  return { value: units / value, low: units / high, high: units / low };
}

function middleOf(draws: Float64Array): number {
  return draws.toSorted()[Math.floor(draws.length / 2)] ?? Number.POSITIVE_INFINITY;
}

function draw(likely: readonly Likelihood[], chance: number): number {
  let left = chance;
  for (const { saturation, share } of likely) {
    left -= share;
    if (left <= 0) return saturation;
  }
  return likely.at(-1)?.saturation ?? Number.POSITIVE_INFINITY;
}

function headroom(saturation: number, { now }: Loads): number {
  return 100 * (saturation / now - 1);
}

function loadsNow({ groups, now }: Loads): readonly number[] {
  return groups.map(({ share }) => share * now);
}

function newest(units: Float64Array): number {
  return meanOf(units.subarray(-1)) ?? meanOf(units) ?? 1;
}
