import type { Capability } from '../capability.ts';
import { decide } from './decide.ts';
import type { Found, Kept, Observation } from './observation.ts';
import { observeService } from './observe.ts';
import type { DiagnosingWorld } from './ports.ts';

/** Which resource limits a service. To act on it is to tell others: nothing of the service is changed. */
export function diagnosing(world: DiagnosingWorld): Capability<Observation, Found, Kept> {
  return {
    name: 'diagnosing',
    async observe(subject, memory, atMs) {
      const config = await world.service(subject);
      const found = await world.findings.list(atMs, config.service);
      const observed = await observeService(config, world.read, atMs, found);
      return { subject, atMs, memory, mode: config.mode, ...observed };
    },
    decide,
    async act(_, { findings }) {
      for (const finding of findings) await world.findings.put(finding);
      return { is: 'applied', because: null };
    },
  };
}
