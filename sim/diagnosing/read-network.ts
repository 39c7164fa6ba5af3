import type { ResourceReadings, ServiceReadings, TierReadings, Track } from '../../core/diagnosing/service-readings.ts';
import type { Random } from '../workloads/random.ts';
import type { Network, Station } from './network.ts';
import type { Minute } from './run-network.ts';

/** What somebody can read of a network: everything that is read at all, each number with noise of its own (a share of it). */
export function readNetwork(
  network: Network,
  minutes: readonly Minute[],
  noise: number,
  random: Random,
): ServiceReadings {
  const noisy = (values: readonly (number | null)[]): Track =>
    values.map((value) => (value === null ? null : Math.max(0, value * (1 + noise * random.normal()))));
  const resource = (station: Station, index: number): ResourceReadings[] => {
    const { as } = station.read;
    if (as === 'nothing') return [];
    const of = station.read.as === 'one-of' ? station.read.cores : station.servers;
    const track = (part: 'busy' | 'waiting') => minutes.map(({ stations }) => stations[index]?.[part] ?? null);
    return [
      {
        name: station.name,
        kind: as === 'one-of' ? 'cpu' : station.kind,
        utilisation: noisy(track('busy').map((busy) => (busy === null ? null : busy / of))),
        queue: station.queueRead ? noisy(track('waiting')) : null,
        servers: of,
      },
    ];
  };
  const tier = (name: string): TierReadings => {
    const told = minutes.map(({ tiers }) => tiers.get(name));
    return {
      name,
      kind: 'compute',
      throughput: noisy(told.map((one) => (one === undefined ? null : one.left / 60))),
      latency: noisy(told.map((one) => one?.seconds ?? null)),
      concurrency: noisy(told.map((one) => one?.inside ?? null)),
      behind: [],
      units: null,
      errors: null,
      resources: network.stations.flatMap((station, index) => (station.tier === name ? resource(station, index) : [])),
      eachUnit: [],
    };
  };
  const isClosed = network.classes.some(({ thinkSeconds }) => thinkSeconds !== null);
  return {
    service: 'made-up',
    fromMs: 0,
    periodSeconds: 60,
    classes: network.classes.map(({ name }, one) => ({
      name,
      perSecond: noisy(minutes.map(({ completed }) => completed[one] ?? null)),
    })),
    tiers: [...new Set(network.stations.map((station) => station.tier))].map(tier),
    clients: isClosed ? noisy(minutes.map(({ clients }) => clients)) : null,
    deploysMs: [],
  };
}
