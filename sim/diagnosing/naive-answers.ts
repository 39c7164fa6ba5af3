import type { ServiceReadings, TierReadings, Track } from '../../core/diagnosing/service-readings.ts';

/** What somebody names who looks at graphs: a resource of a tier, or a tier as a whole. */
export interface NaiveAnswer {
  readonly tier: string;
  /** Null where the graph is of the tier. */
  readonly resource: string | null;
}

/** Rules that people go by, each on the busiest half hour. Null where there is no such graph. */
export const naiveStrategies = {
  highestUtilisation: (readings: ServiceReadings) => highestOf(readings, () => true, 'utilisation'),
  highestCpu: (readings: ServiceReadings) => highestOf(readings, (kind) => kind === 'cpu', 'utilisation'),
  longestQueue: (readings: ServiceReadings) => highestOf(readings, () => true, 'queue'),
  highestLatency: (readings: ServiceReadings): NaiveAnswer | null => {
    const busiest = busiestPeriods(readings);
    const tier = highest(readings.tiers, ({ latency }) => meanOf(latency, busiest));
    return tier === null ? null : { tier: tier.name, resource: null };
  },
} as const;

const busiestCount = 30;

function highestOf(
  readings: ServiceReadings,
  isMeant: (kind: TierReadings['resources'][number]['kind']) => boolean,
  graph: 'utilisation' | 'queue',
): NaiveAnswer | null {
  const busiest = busiestPeriods(readings);
  const all = readings.tiers.flatMap(({ name, resources }) =>
    resources.filter(({ kind }) => isMeant(kind)).map((resource) => ({ tier: name, resource })),
  );
  const best = highest(all, ({ resource }) => meanOf(resource[graph], busiest));
  return best === null ? null : { tier: best.tier, resource: best.resource.name };
}

function busiestPeriods({ classes }: ServiceReadings): readonly number[] {
  const periods = classes[0]?.perSecond.length ?? 0;
  const totals = Array.from({ length: periods }, (_, at) => ({
    at,
    total: classes.reduce((sum, { perSecond }) => sum + (perSecond[at] ?? 0), 0),
  }));
  return totals
    .toSorted((one, other) => other.total - one.total)
    .slice(0, busiestCount)
    .map(({ at }) => at);
}

function meanOf(track: Track | null, periods: readonly number[]): number | null {
  const known = periods.flatMap((at) => track?.[at] ?? []);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function highest<One>(all: readonly One[], by: (one: One) => number | null): One | null {
  let [best, most]: [One | null, number] = [null, Number.NEGATIVE_INFINITY];
  for (const one of all) {
    const value = by(one);
    if (value !== null && value > most) [best, most] = [one, value];
  }
  return best;
}
