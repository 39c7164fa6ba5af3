import { blockMeans } from './blocks.ts';
import { busyAt, type Demand, type FittedDemand, fitDemand } from './demands.ts';
import type { BusyPoint, ClassDemand } from './diagnosis.ts';
import { type DrawnLimit, estimate, headroom, newest, type Window } from './drawn-limit.ts';
import { likenessOf } from './likeness.ts';
import type { Loads } from './loads.ts';
import type { ResourceReadings, TierReadings } from './service-readings.ts';
import type { SeenQueue } from './tier-rows.ts';

/** A resource that is read: where it gives out, and what of it makes requests wait. */
export interface ReadLimit {
  readonly drawn: DrawnLimit;
  readonly seen: SeenQueue;
  readonly cores: number | null;
}

/** The resources of a tier that are read and follow the load. */
export function readLimits(tier: TierReadings, window: Window): readonly ReadLimit[] {
  const units = unitsOf(tier, window);
  return tier.resources.flatMap((resource) => readLimit(tier, resource, units, window) ?? []);
}

/** Units that run, by block; one where nobody tells. */
export function unitsOf({ units }: TierReadings, { blocks }: Window): Float64Array {
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
  const explained = busy.map((_, block) =>
    busyAt(
      fitted.best,
      loads.groups.map((one) => one.perSecond[block] ?? 0),
    ),
  );
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
      busy: explained.map((value, block) => value / (units[block] ?? 1)),
      ofRequests: explained.map((value) => 1 - fitted.best.background / value),
      servers: resource.servers ?? 1,
      likeness: likenessOf(resource.kind),
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

function demandsOf({ best, draws }: FittedDemand, { groups }: Loads): readonly ClassDemand[] {
  return groups.map(({ classes }, group) => {
    const drawn = Float64Array.from(draws, ({ perRequest }) => perRequest[group] ?? 0);
    return { classes, seconds: estimate(best.perRequest[group] ?? 0, drawn) };
  });
}

function loadsNow({ groups, now }: Loads): readonly number[] {
  return groups.map(({ share }) => share * now);
}
