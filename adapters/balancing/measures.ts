import type { BalanceConfig } from '../../core/balancing/config/balance.ts';
import type { Performance } from '../../core/balancing/observation.ts';
import type { Measures } from '../../core/balancing/ports.ts';
import { combine } from '../../core/readings/combine.ts';
import type { Reading } from '../../core/readings/reading.ts';
import type { Source } from '../../core/readings/series.ts';
import type { SourceConfig } from '../../core/readings/source-kinds.ts';
import { unitOf } from '../../core/readings/unit-of.ts';
import { loadBalancerName, targetGroupName } from './arns.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Minutes that a look reads: it comes every five minutes at least, and data may be two minutes late. */
const minutesRead = 8;
/** How long after what is reserved for may begin its peak is looked for. */
const peakMs = 3_600_000;

type Metric = readonly [name: string, stat: string];

/** Failed requests: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html */
const failed: readonly Metric[] = [
  ['HTTPCode_Target_5XX_Count', 'Sum'],
  ['TargetConnectionErrorCount', 'Sum'],
  ['TargetControlRequestRejectCount', 'Sum'],
];

/** What Application Load Balancers publish of their target groups each minute, by any source that reads CloudWatch. */
export function albMeasures(source: Source): Measures {
  return {
    async performance(config, group, atMs): Promise<Performance> {
      const read = (metrics: readonly Metric[]) => readSum(source, { config, group, atMs }, metrics);
      const [requests, errors, p50Seconds, p99Seconds] = await Promise.all([
        read([['RequestCount', 'Sum']]),
        read(failed),
        read([['TargetResponseTime', 'p50']]),
        read([['TargetResponseTime', 'p99']]),
      ]);
      return { requests, errors, p50Seconds, p99Seconds };
    },
    zones: (config, group, atMs) => readZones(source, config, group, atMs),
    peakUnits: (config, atMs) => readPeak(source, config, atMs),
  };
}

/** Where there is no request nothing is published but the count of healthy hosts, which tells zero from missing. */
async function readSum(
  source: Source,
  { config, group, atMs }: { readonly config: BalanceConfig; readonly group: string; readonly atMs: number },
  metrics: readonly Metric[],
): Promise<Reading> {
  const toMs = Math.floor(atMs / minuteMs) * minuteMs;
  const fromMs = toMs - minutesRead * minuteMs;
  const dimensions = dimensionsOf(config, group);
  const parts = metrics.map(([metricName, stat]) => ({
    ...partOf(metricName, stat, dimensions),
    witness: stat === 'Sum' ? { namespace, metricName: 'HealthyHostCount', dimensions, stat: 'Maximum' } : null,
  }));
  const series = await Promise.all(parts.map((part) => source.read(part, fromMs, toMs)));
  const reading = { parts, combine: 'sum', scale: 1, perUnit: null, speaksAtZero: null } as const;
  return combine({ ...reading, parts, unit: unitOf(reading) }, series, fromMs, toMs, atMs);
}

/** The newest count of targets in each zone, of the last minutes. */
async function readZones(source: Source, config: BalanceConfig, group: string, atMs: number) {
  const zones = config.groups[group]?.zones ?? [];
  const toMs = Math.floor(atMs / minuteMs) * minuteMs;
  const newest = async (AvailabilityZone: string, metricName: string) => {
    const part = partOf(metricName, 'Maximum', { AvailabilityZone, ...dimensionsOf(config, group) });
    return (await source.read(part, toMs - minutesRead * minuteMs, toMs)).metric.points.at(-1)?.value ?? null;
  };
  const read = await Promise.all(
    zones.map(async (zone) => {
      const counts = ['HealthyHostCount', 'UnHealthyHostCount'].map((metricName) => newest(zone, metricName));
      const [healthy = null, unhealthy = null] = await Promise.all(counts);
      return healthy === null || unhealthy === null ? [] : [[zone, { healthy, unhealthy }] as const];
    }),
  );
  return Object.fromEntries(read.flat());
}

/** The highest use in the hour that a reservation made now would serve, yesterday and a week ago. */
async function readPeak(source: Source, config: BalanceConfig, atMs: number): Promise<number | null> {
  if (config.reservation === null || config.reservation.forecastFrom === null) return null;
  const part = partOf('PeakLCUs', 'Maximum', { LoadBalancer: loadBalancerName(config.balancer) });
  const days = await Promise.all(
    [1, 7].map((ago) => {
      const fromMs = Math.floor(atMs / minuteMs) * minuteMs - ago * dayMs;
      const leadMs = (config.reservation?.leadSeconds ?? 0) * 1000;
      return source.read(part, fromMs, fromMs + leadMs + peakMs);
    }),
  );
  const values = days.flatMap(({ metric }) => metric.points.map(({ value }) => value));
  return values.length === 0 ? null : Math.max(...values);
}

const namespace = 'AWS/ApplicationELB';

function partOf(metricName: string, stat: string, dimensions: Record<string, string>): SourceConfig<'cloudwatch'> {
  return {
    kind: 'cloudwatch',
    namespace,
    metricName,
    dimensions,
    stat,
    periodSeconds: 60,
    delaySeconds: 60,
    witness: null,
  };
}

function dimensionsOf({ balancer, groups }: BalanceConfig, group: string): Record<string, string> {
  return {
    LoadBalancer: loadBalancerName(balancer),
    TargetGroup: targetGroupName(groups[group]?.targetGroupArn ?? ''),
  };
}
