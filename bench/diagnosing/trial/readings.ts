import { cpus } from 'node:os';
import type {
  ResourceReadings,
  ServiceReadings,
  TierReadings,
  Track,
} from '../../../core/diagnosing/service-readings.ts';
import type { Counters, SpanCounters } from './meter.ts';
import type { Snapshot } from './play.ts';
import type { Settings } from './settings.ts';

/** What is read beside load, latency and processors: whoever has no metric of a pool leaves it out. */
export interface ReadResources {
  readonly pool: boolean;
  readonly workers: boolean;
  /** How busy the one thread of the service is. */
  readonly loop: boolean;
}

/** What passed between two snapshots. */
type Period = readonly [Snapshot, Snapshot];
type Process = 'load' | 'service' | 'downstream';

/** What the machine of the service has. */
const processors = cpus().length;

/**
 * The readings that a load balancer, the service and the machines would tell: requests and their time from outside, queries and
 * calls as the service times them, processors by process.
 */
export function readingsOf(
  snapshots: readonly Snapshot[],
  { pool, downstream }: Settings,
  read: ReadResources,
): ServiceReadings {
  const periods = snapshots.slice(1).map((snapshot, at): Period => [snapshots[at] as Snapshot, snapshot]);
  const track = (value: (period: Period) => number): Track => periods.map((period) => finite(value(period)));
  const perSecond = (of: Process, span: string) =>
    track((period) => passed(period, of, span).ended / seconds(period, of));
  const latency = (of: Process, span: string) =>
    track((period) => {
      const { ended, seconds: sum } = passed(period, of, span);
      return sum / ended;
    });
  const heldBy = (span: string, kind: ResourceReadings['kind'], of: Process, servers: number): ResourceReadings => ({
    ...{ name: span, kind, queue: null, servers },
    utilisation: track((period) => passed(period, of, span).inside / seconds(period, of) / servers),
  });
  const cpu = (utilisation: Track, servers: number): ResourceReadings => ({
    name: 'cpu',
    kind: 'cpu',
    utilisation,
    queue: null,
    servers,
  });
  const tier = (name: string, kind: TierReadings['kind'], rest: Partial<TierReadings>): TierReadings => ({
    name,
    kind,
    throughput: null,
    latency: null,
    concurrency: null,
    behind: [],
    units: null,
    errors: null,
    resources: [],
    eachUnit: [],
    ...rest,
  });
  return {
    service: 'trial',
    fromMs: Math.round(snapshots[0]?.load.atMs ?? 0),
    periodSeconds: 1,
    classes: [{ name: 'all', perSecond: perSecond('load', 'requests') }],
    tiers: [
      tier('web', 'compute', {
        throughput: perSecond('load', 'requests'),
        latency: latency('load', 'requests'),
        behind: ['database', 'payments'],
        resources: [
          cpu(
            track((period) => cpuOf(period, 'service') / processors),
            processors,
          ),
          ...(read.pool ? [heldBy('pool', 'pool', 'service', pool.size)] : []),
          ...(read.loop ? [heldBy('loop', 'threads', 'service', 1)] : []),
        ],
      }),
      tier('database', 'database', {
        throughput: perSecond('service', 'database'),
        latency: latency('service', 'database'),
        resources: [cpu(track(databaseBusy), 1)],
      }),
      tier('payments', 'downstream', {
        throughput: perSecond('service', 'downstream'),
        latency: latency('service', 'downstream'),
        resources: read.workers ? [heldBy('workers', 'threads', 'downstream', downstream.workers)] : [],
      }),
    ],
    clients: null,
    deploysMs: [],
  };
}

function seconds([before, after]: Period, of: Process): number {
  return (after[of].atMs - before[of].atMs) / 1000;
}

function passed([before, after]: Period, of: Process, name: string): SpanCounters {
  const [one, other] = [spanOf(before[of], name), spanOf(after[of], name)];
  return {
    ended: other.ended - one.ended,
    seconds: other.seconds - one.seconds,
    inside: other.inside - one.inside,
  };
}

function spanOf({ spans }: Counters, name: string): SpanCounters {
  return spans[name] ?? { ended: 0, seconds: 0, inside: 0 };
}

function cpuOf(period: Period, of: Process): number {
  const [before, after] = period;
  return (after[of].cpuSeconds - before[of].cpuSeconds) / seconds(period, of);
}

function databaseBusy(period: Period): number {
  const [before, after] = period;
  let sum = 0;
  for (const [id, cpu] of after.database) sum += cpu - (before.database.get(id) ?? 0);
  return sum / seconds(period, 'service');
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
