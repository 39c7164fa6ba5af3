import { type Gauge, gaugesOf } from './config/gauges.ts';
import type { ServiceConfig } from './config/watched-service.ts';
import type { Growth } from './growth.ts';
import type { DiagnosingWorld, Span } from './ports.ts';
import { readGauge, spanBefore } from './read-gauge.ts';
import type { Used } from './saturation-forecast.ts';
import type { Track } from './service-readings.ts';

/** Two weeks in hours: each day of the week twice, and CloudWatch has kept single minutes for as long. */
const over = { windowSeconds: 14 * 86_400, periodSeconds: 3600 } as const;

/** Reads what may grow: the requests of a service, and what of its resources is used. */
export async function observeGrowth(
  config: ServiceConfig,
  read: DiagnosingWorld['read'],
  atMs: number,
): Promise<Growth> {
  const gauges = gaugesOf(config).filter(grows);
  const span = spanBefore(atMs, over, gauges);
  const all = await Promise.all(gauges.map((gauge) => readGauge(gauge, over.periodSeconds, span, read)));
  const classes = all.flatMap(({ gauge, track }) => (gauge.of === 'requests' ? [track] : []));
  return {
    load: usedOf(sumOf(classes), span),
    used: all.flatMap(({ gauge, track }) =>
      gauge.of === 'resource' ? [{ tier: gauge.tier, resource: gauge.resource, share: usedOf(track, span) }] : [],
    ),
  };
}

const grows = (gauge: Gauge) => gauge.of === 'requests' || (gauge.of === 'resource' && gauge.measure === 'utilisation');

/** All classes together; null in hours in which one of them is not known. */
function sumOf([first = [], ...others]: readonly Track[]): Track {
  return others.reduce<Track>(
    (sum, track) => sum.map((value, at) => (value === null ? null : plus(value, track[at] ?? null))),
    first,
  );
}

const plus = (one: number, other: number | null) => (other === null ? null : one + other);

function usedOf(track: Track, { fromMs }: Span): readonly Used[] {
  return track.flatMap((value, at) =>
    value === null ? [] : [{ atMs: fromMs + at * over.periodSeconds * 1000, value }],
  );
}
