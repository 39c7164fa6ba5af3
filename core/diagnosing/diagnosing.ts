import type { Capability } from '../capability.ts';
import type { Memory } from '../model/memory.ts';
import type { ServiceConfig } from './config/watched-service.ts';
import { decide } from './decide.ts';
import type { Found, Kept, Observation } from './observation.ts';
import { observeService } from './observe.ts';
import { observeGrowth } from './observe-growth.ts';
import type { DiagnosingWorld } from './ports.ts';

/** Which resource limits a service. To act on it is to tell others: nothing of the service is changed. */
export function diagnosing(world: DiagnosingWorld): Capability<Observation, Found, Kept> {
  return {
    name: 'diagnosing',
    async observe(subject, memory, atMs) {
      const config = await world.service(subject);
      const found = await world.findings.list(atMs, config.service);
      const observed = await observeService(config, world.read, atMs, found);
      const growth = wantsGrowth(config, memory, atMs) ? await observeGrowth(config, world.read, atMs) : null;
      return { subject, atMs, memory, mode: config.mode, ...observed, growth };
    },
    decide,
    async act(_, { findings }) {
      for (const finding of findings) await world.findings.put(finding);
      return { is: 'applied', because: null };
    },
  };
}

/** Growth is a matter of days, and reading weeks of it costs as much as a look. */
const growthEveryMs = 6 * 3_600_000;

function wantsGrowth({ objective }: ServiceConfig, { kept }: Memory<Kept>, atMs: number): boolean {
  if ((objective?.saturationAheadDays ?? null) === null) return false;
  const readAtMs = kept?.foreseen?.readAtMs ?? null;
  return readAtMs === null || atMs - readAtMs >= growthEveryMs;
}
