import type { Finding } from '../model/finding.ts';
import { gaugesOf, tiersOf, type WholeTier } from './config/gauges.ts';
import type { ServiceConfig } from './config/watched-service.ts';
import type { Unread } from './observation.ts';
import type { DiagnosingWorld } from './ports.ts';
import { type Read, readGauge, spanBefore } from './read-gauge.ts';
import type { ResourceReadings, ServiceReadings, TierReadings } from './service-readings.ts';

/** What was read of a service, and what was not. */
export interface Observed {
  readonly readings: ServiceReadings;
  readonly unread: readonly Unread[];
}

/** Reads all of a service over its window, up to the last period of which everything is due. `found` is what others know of it. */
export async function observeService(
  config: ServiceConfig,
  read: DiagnosingWorld['read'],
  atMs: number,
  found: readonly Finding[] = [],
): Promise<Observed> {
  const gauges = gaugesOf(config);
  const { service, periodSeconds } = config;
  const span = spanBefore(atMs, config, gauges);
  const all = await Promise.all(gauges.map((gauge) => readGauge(gauge, periodSeconds, span, read)));
  const advice = indexAdviceOf(found);
  return {
    readings: {
      service,
      fromMs: span.fromMs,
      periodSeconds,
      classes: all.flatMap(({ gauge, track }) =>
        gauge.of === 'requests' ? [{ name: gauge.name, perSecond: track }] : [],
      ),
      tiers: tiersOf(config).map((tier) => ({ ...tierReadings(tier, all), ...advice.get(tier.name) })),
      clients: all.find(({ gauge }) => gauge.of === 'clients')?.track ?? null,
      deploysMs: [],
    },
    unread: all.flatMap(({ unread }) => unread ?? []),
  };
}

/** By the tier: what was found of the indexes of its database. */
function indexAdviceOf(findings: readonly Finding[]): ReadonlyMap<string, Pick<TierReadings, 'indexAdvice'>> {
  return new Map(
    findings.flatMap(({ kind, tier, because: { database, indexes, reductionPercent } }) =>
      kind === 'index' && tier !== null && typeof indexes === 'number' && typeof reductionPercent === 'number'
        ? [[tier, { indexAdvice: { database: String(database), indexes, reductionPercent } }] as const]
        : [],
    ),
  );
}

function tierReadings({ name, kind, behind, resources }: WholeTier, all: readonly Read[]): TierReadings {
  const mine = all.filter(({ gauge }) => 'tier' in gauge && gauge.tier === name);
  const measure = (of: string) => mine.find(({ gauge }) => gauge.of === 'tier' && gauge.measure === of)?.track ?? null;
  return {
    name,
    kind,
    throughput: measure('throughput'),
    latency: measure('latency'),
    concurrency: measure('concurrency'),
    behind,
    units: measure('units'),
    errors: measure('errors'),
    resources: Object.entries(resources).map(([resource, { kind: of, servers }]): ResourceReadings => {
      const track = (what: string) =>
        mine.find(({ gauge }) => gauge.of === 'resource' && gauge.resource === resource && gauge.measure === what)
          ?.track ?? null;
      return { name: resource, kind: of, utilisation: track('utilisation') ?? [], queue: track('queue'), servers };
    }),
    eachUnit: [],
  };
}
