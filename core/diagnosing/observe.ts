import type { Finding } from '../model/finding.ts';
import type { Reading } from '../readings/reading.ts';
import { type Gauge, gaugesOf, tiersOf, type WholeTier } from './config/gauges.ts';
import type { ServiceConfig } from './config/watched-service.ts';
import type { Unread } from './observation.ts';
import type { DiagnosingWorld, Span } from './ports.ts';
import type { ResourceReadings, ServiceReadings, TierReadings, Track } from './service-readings.ts';

/** What was read of a service, and what was not. */
export interface Observed {
  readonly readings: ServiceReadings;
  readonly unread: readonly Unread[];
}

/** A number that was read. */
interface Read {
  readonly gauge: Gauge;
  readonly track: Track;
  readonly unread: Unread | null;
}

/** So many digits of a number are kept: readings err by more, and an entry holds thousands of them. */
const digits = 5;

/** Reads all of a service over its window, up to the last period of which everything is due. `found` is what others know of it. */
export async function observeService(
  config: ServiceConfig,
  read: DiagnosingWorld['read'],
  atMs: number,
  found: readonly Finding[] = [],
): Promise<Observed> {
  const gauges = gaugesOf(config);
  const span = spanOf(config, gauges, atMs);
  const all = await Promise.all(gauges.map((gauge) => readGauge(gauge, config, span, read)));
  const { service, periodSeconds } = config;
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

function spanOf({ windowSeconds, periodSeconds }: ServiceConfig, gauges: readonly Gauge[], atMs: number): Span {
  const delays = gauges.flatMap(({ reading }) => reading.parts.map(({ delaySeconds }) => delaySeconds));
  const periodMs = periodSeconds * 1000;
  const toMs = Math.floor((atMs - 1000 * Math.max(0, ...delays)) / periodMs) * periodMs;
  return { fromMs: toMs - windowSeconds * 1000, toMs, atMs };
}

async function readGauge(
  gauge: Gauge,
  { periodSeconds }: ServiceConfig,
  span: Span,
  read: DiagnosingWorld['read'],
): Promise<Read> {
  const reading = await read(gauge.reading, span);
  const track = trackOf(reading, span, periodSeconds, gauge.times);
  const known = track.filter((value) => value !== null).length;
  const why = reading.trouble ?? (2 * known < track.length ? 'there are too few points of it' : null);
  return { gauge, track, unread: why === null ? null : { what: gauge.what, why } };
}

/** The mean of each period, of what was read in shorter ones; null where less than half of it was. */
function trackOf(reading: Reading, { fromMs, toMs }: Span, periodSeconds: number, times: number): Track {
  const periodMs = periodSeconds * 1000;
  const sums = Array.from({ length: (toMs - fromMs) / periodMs }, () => ({ sum: 0, count: 0 }));
  for (const sample of reading.samples) {
    const into = sums[Math.floor((sample.atMs - fromMs) / periodMs)];
    if (sample.is !== 'value' || into === undefined) continue;
    into.sum += sample.value;
    into.count++;
  }
  const whole = periodSeconds / reading.periodSeconds;
  return sums.map(({ sum, count }) =>
    2 * count < whole || count === 0 ? null : Number(((times * sum) / count).toPrecision(digits)),
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
