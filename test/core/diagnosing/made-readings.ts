import type {
  ResourceReadings,
  ServiceReadings,
  TierReadings,
  Track,
} from '../../../core/diagnosing/service-readings.ts';
import { random } from '../../../sim/workloads/random.ts';

/** A day's wave in three hours of minutes: from 20 to 80 requests per second. */
export const wave: readonly number[] = Array.from({ length: 180 }, (_, at) => 50 + 30 * Math.sin(at / 25));

/** What is read of a track that is true, with noise of 2 %: its own by track and by what tells it, whoever read what before. */
export function read(track: readonly number[], by = ''): Track {
  const sum = Math.round(1e6 * track.reduce((total, value) => total + value, 0));
  const chance = random([...by].reduce((mixed, letter) => (Math.imul(31, mixed) + letter.charCodeAt(0)) | 0, sum));
  return track.map((value) => value * (1 + 0.02 * chance.normal()));
}

/** A resource that is busy for so many seconds with each request. */
export function resource(name: string, seconds: number, over: Partial<ResourceReadings> = {}): ResourceReadings {
  return {
    name,
    kind: 'cpu',
    utilisation: read(wave.map((load) => load * seconds)),
    queue: null,
    servers: 1,
    ...over,
  };
}

/** What is inside a tier of queues with one server each, and a time in which nobody waits. */
export function insideOf(seconds: readonly number[], pause = 0.02, loads: readonly number[] = wave): readonly number[] {
  return loads.map((load) => seconds.reduce((sum, one) => sum + (load * one) / (1 - load * one), load * pause));
}

/** A tier that tells all there is to tell of what is inside. */
export function tier(name: string, inside: readonly number[], resources: readonly ResourceReadings[]): TierReadings {
  return {
    name,
    kind: 'compute',
    throughput: read(wave, `throughput of ${name}`),
    latency: read(inside.map((count, at) => count / (wave[at] ?? 1))),
    concurrency: read(inside),
    behind: [],
    units: null,
    errors: null,
    resources,
    eachUnit: [],
  };
}

/** A service on the wave, of one class. */
export function service(tiers: readonly TierReadings[], over: Partial<ServiceReadings> = {}): ServiceReadings {
  return {
    service: 'checkout',
    fromMs: Date.UTC(2026, 10, 28),
    periodSeconds: 60,
    classes: [{ name: 'all', perSecond: read(wave, 'requests') }],
    tiers,
    clients: null,
    deploysMs: [],
    ...over,
  };
}
