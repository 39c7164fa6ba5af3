import type { Series, Source } from '../../../core/readings/series.ts';
import type { SourceConfig } from '../../../core/readings/source-kinds.ts';
import type { Fleet, FleetMetric } from '../../../core/scaling/fleets/fleet.ts';
import type { FleetRecord } from '../../../core/scaling/fleets/fleet-record.ts';

interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What tells the demand is read by the minute, the rest in the longer periods of which a page holds five times as much. */
const demandSeconds = 60;
const otherSeconds = 300;

/**
 * Samples that a unit gives a minute: one of EC2 in five minutes, or with detailed monitoring in each; of ECS one in each, or
 * one in 20 seconds. Which it is shows beside how many run.
 */
const knownSamples = [1 / 5, 1, 3];
const farOff = 1.4;

/** Reads what is recorded of a fleet. Never rejects: what could not be read is told. */
export async function readRecord(source: Source, fleet: Fleet, range: Range): Promise<FleetRecord> {
  const of = fleet.loads.length > 0 ? 'requests' : 'busy';
  const read = async (metric: FleetMetric, stat: string, periodSeconds: number): Promise<Series> => {
    return (await source.read(partOf(metric, stat, periodSeconds), range.fromMs, range.toMs)).metric;
  };
  const busySeconds = of === 'busy' ? demandSeconds : otherSeconds;
  const [requests, summed, busy, samples, counted] = await Promise.all([
    Promise.all(requestMetrics(fleet).map((metric) => read(metric, 'Sum', demandSeconds))),
    of === 'busy' ? read(fleet.busy, 'Sum', busySeconds) : nothing,
    read(fleet.busy, 'Average', busySeconds),
    read(fleet.busy, 'SampleCount', busySeconds),
    fleet.counted === null ? nothing : read(fleet.counted, 'Average', otherSeconds),
  ]);
  const told = [...requests, summed, busy, samples, counted];
  const troubles = [...new Set(told.flatMap(({ trouble }) => trouble ?? []))];
  const samplesPerMinute = samplesOf(samples, busySeconds, fleet.running > 0 ? fleet.running : fleet.asked);
  const stepSeconds = of === 'busy' && (samplesPerMinute ?? 1) < 1 ? otherSeconds : demandSeconds;
  const grid = {
    startMs: range.fromMs,
    stepSeconds,
    steps: Math.round((range.toMs - range.fromMs) / 1000 / stepSeconds),
  };
  const perUnit = samplesPerMinute === null ? Number.NaN : samplesPerMinute * (stepSeconds / 60);
  const cpu = onGrid(busy, grid, Math.max(busySeconds, stepSeconds)).map((percent) => percent / 100);
  const sampled = onGrid(samples, grid, Math.max(busySeconds, stepSeconds)).map((count) => {
    return count / (of === 'busy' ? perUnit : (samplesPerMinute ?? Number.NaN) * (busySeconds / 60));
  });
  const running = counted.points.length > 0 ? onGrid(counted, grid, otherSeconds) : sampled;
  const demand =
    of === 'busy'
      ? onGrid(summed, grid, stepSeconds).map((percent) => percent / perUnit)
      : requestsPerSecond(requests, grid, cpu);
  return { of, startMs: range.fromMs, stepSeconds, demand, running, busy: cpu, samplesPerMinute, troubles };
}

const nothing: Series = { points: [], trouble: null };

interface Grid {
  readonly startMs: number;
  readonly stepSeconds: number;
  readonly steps: number;
}

function requestMetrics({ loads }: Fleet): FleetMetric[] {
  return loads.map(({ loadBalancer: LoadBalancer, targetGroup: TargetGroup }) => {
    return { namespace: 'AWS/ApplicationELB', metricName: 'RequestCount', dimensions: { LoadBalancer, TargetGroup } };
  });
}

function partOf(metric: FleetMetric, stat: string, periodSeconds: number): SourceConfig {
  const dimensions = { ...metric.dimensions };
  return { kind: 'cloudwatch', ...metric, dimensions, stat, periodSeconds, delaySeconds: 60, witness: null };
}

/** Load balancers count nothing where nothing arrives; while units tell how busy they are, nothing counted is nothing. */
function requestsPerSecond(series: readonly Series[], grid: Grid, cpu: Float64Array): Float64Array {
  const all = series.map((one) => onGrid(one, grid, grid.stepSeconds));
  return Float64Array.from({ length: grid.steps }, (_, step) => {
    const counts = all.map((one) => one[step] as number).filter((count) => !Number.isNaN(count));
    if (counts.length === 0 && Number.isNaN(cpu[step])) return Number.NaN;
    return counts.reduce((sum, count) => sum + count, 0) / grid.stepSeconds;
  });
}

/** A series by the step; each point stands for all steps of its period. */
function onGrid({ points }: Series, { startMs, stepSeconds, steps }: Grid, periodSeconds: number): Float64Array {
  const values = new Float64Array(steps).fill(Number.NaN);
  for (const { atMs, value } of points) {
    const first = Math.floor((atMs - startMs) / (stepSeconds * 1000));
    values.fill(value, Math.max(0, first), Math.max(0, first + Math.round(periodSeconds / stepSeconds)));
  }
  return values;
}

/** How many samples each of the units that run now gives; null where that cannot be told. */
function samplesOf({ points }: Series, periodSeconds: number, running: number): number | null {
  const last = points.reduce<Series['points'][number] | null>((a, b) => (a === null || b.atMs > a.atMs ? b : a), null);
  if (last === null || running <= 0) return null;
  const apart = smallestGap(points);
  const perMinute = (last.value / Math.max(periodSeconds, apart) / running) * 60;
  const nearest = knownSamples.reduce((best, one) => (off(one, perMinute) < off(best, perMinute) ? one : best));
  return off(nearest, perMinute) <= farOff ? nearest : null;
}

/** Seconds between the two points that are nearest to each other. */
function smallestGap(points: Series['points']): number {
  const times = points.map(({ atMs }) => atMs).sort((a, b) => a - b);
  const gaps = times.flatMap((at, index) => (index === 0 ? [] : at - (times[index - 1] as number)));
  return gaps.length === 0 ? 0 : gaps.reduce((least, gap) => Math.min(least, gap)) / 1000;
}

function off(one: number, other: number): number {
  return Math.max(one / other, other / one);
}
