import { diagnose } from '../../core/diagnosing/diagnose.ts';
import type { ServiceReadings, TierReadings, Track } from '../../core/diagnosing/service-readings.ts';
import { random } from '../../sim/workloads/random.ts';
import { median } from '../median.ts';

const rounds = 3;

/** How long a diagnosis takes: tiers of ten series each, with 24 hours of minutes, and more and less of both. */
export function diagnoseTimes() {
  const sizes = [
    { tiers: 25, samples: 1440 },
    { tiers: 50, samples: 1440 },
    { tiers: 100, samples: 1440 },
    { tiers: 200, samples: 1440 },
    { tiers: 100, samples: 2880 },
  ];
  return sizes.map(({ tiers, samples }) => {
    const readings = bigService(tiers, samples);
    const times = Array.from({ length: rounds }, (_, round) => {
      const start = performance.now();
      diagnose(readings, random(round).uniform);
      return performance.now() - start;
    });
    return { tiers, samples, ms: Math.round(median(times)) };
  });
}

/** Ten series a tier: throughput, latency, concurrency, units, errors, three utilisations and two queues. */
function bigService(tiers: number, samples: number): ServiceReadings {
  const chance = random(1);
  const load = Array.from({ length: samples }, (_, at) => 100 * (2 + Math.sin((2 * Math.PI * at) / samples)));
  const noisy = (value: (load: number) => number): Track =>
    load.map((one) => value(one) * (1 + 0.05 * chance.normal()));
  const tier = (index: number): TierReadings => {
    const most = 350 + 5 * index;
    const resource = (name: string, share: number, queue: boolean) => ({
      name,
      kind: 'cpu' as const,
      utilisation: noisy((one) => (share * one) / most),
      queue: queue ? noisy((one) => ((share * one) / most) ** 2 / (1 - (share * one) / most)) : null,
      servers: 1,
    });
    const seconds = (one: number) => 0.05 + 1 / (most - one);
    return {
      name: `tier${index}`,
      kind: 'compute',
      throughput: noisy((one) => one),
      latency: noisy(seconds),
      concurrency: noisy((one) => one * seconds(one)),
      behind: [],
      units: load.map(() => 1),
      errors: noisy(() => 0.1),
      resources: [resource('cpu', 1, true), resource('disk', 0.7, true), resource('network', 0.4, false)],
      eachUnit: [],
    };
  };
  return {
    service: 'big',
    fromMs: 0,
    periodSeconds: 60,
    classes: [{ name: 'all', perSecond: noisy((one) => one) }],
    tiers: Array.from({ length: tiers }, (_, index) => tier(index)),
    clients: null,
    deploysMs: [],
  };
}
