import type { Diagnosis } from './diagnosis.ts';
import type { Growth } from './growth.ts';
import { limitName } from './limit-name.ts';
import { forecastSaturation, type SaturationForecast } from './saturation-forecast.ts';

/** What of a service runs out first if all goes on growing as it did, and when; or that nothing does, or nobody knows. */
export type RunsOut =
  | {
      readonly is: 'ahead';
      /** As people call it, e.g. `connections of db`. */
      readonly what: string;
      readonly tier: string;
      readonly atMs: number;
      /** By how much the highest of a day grows in a day: requests per second, or percent of a resource that itself grows. */
      readonly perDay: number;
      readonly unit: 'requests per second' | 'percent';
    }
  | { readonly is: 'not-ahead' }
  /** So many whole days are known. */
  | { readonly is: 'unknown'; readonly days: number };

type Ahead = Extract<RunsOut, { is: 'ahead' }>;

interface Foreseen extends Pick<Ahead, 'what' | 'tier' | 'unit'> {
  readonly forecast: SaturationForecast;
}

/**
 * The load is held against the load at which the first limit gives out, and what is used of each resource against all there is:
 * connections and disks grow without any request. Unless something is known to run out, what is told of too few days, or of no
 * limit, leaves the whole unknown. Null where not even one limit is known and no resource is read.
 */
export function runsOut(growth: Growth, diagnosis: Diagnosis): RunsOut | null {
  const all = [...ofLoad(growth, diagnosis), ...ofResources(growth)];
  const ahead = all.flatMap(aheadOf).toSorted((one, other) => one.atMs - other.atMs);
  if (ahead[0] !== undefined) return ahead[0];
  const unknown = all.map(({ forecast }) => forecast).find((forecast) => forecast.is === 'unknown');
  if (unknown !== undefined) return unknown;
  return diagnosis.verdict.is === 'known' ? { is: 'not-ahead' } : null;
}

function ofLoad({ load }: Growth, { verdict, limits: [first] }: Diagnosis): readonly Foreseen[] {
  if (verdict.is === 'unknown' || first === undefined) return [];
  const forecast = forecastSaturation(load, first.saturation.value);
  return [{ what: limitName(first), tier: first.tier, unit: 'requests per second', forecast }];
}

function ofResources({ used }: Growth): readonly Foreseen[] {
  return used
    .filter(({ share }) => share.length > 0)
    .map(({ tier, resource, share }) => ({
      what: limitName({ tier, resource, suspects: [] }),
      tier,
      unit: 'percent',
      forecast: forecastSaturation(
        share.map(({ atMs, value }) => ({ atMs, value: 100 * value })),
        100,
      ),
    }));
}

function aheadOf({ forecast, ...more }: Foreseen): readonly Ahead[] {
  return forecast.is === 'ahead' ? [{ ...more, ...forecast }] : [];
}
