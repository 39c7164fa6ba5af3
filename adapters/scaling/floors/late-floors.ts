import type { Target } from '../../../core/scaling/ports.ts';
import { once } from '../../aws/once.ts';
import type { TargetWorld } from '../targets/any-kind/kind-target.ts';

/** What one invocation has its minimums from: the targets themselves, and what is left of its time. */
type FloorsWorld = TargetWorld & { readonly target: Target };

/** Minimums of AWS itself, loaded when one is first moved, which few deployments do. Make it once a process: it keeps its clients. */
export function lateFloorsOnAws(): (world: FloorsWorld) => Target {
  const loaded = once(async () => {
    const [{ floorsOnAws }, { floors }] = await Promise.all([import('./catalogue.ts'), import('./floors.ts')]);
    const makers = floorsOnAws();
    return (world: FloorsWorld) => floors({ ...world, makers });
  });
  return (world) => {
    const floor = once(async () => (await loaded())(world));
    return {
      capacity: async (config, lastAsked) => (await floor()).capacity(config, lastAsked),
      rivals: async (config) => (await (await floor()).rivals?.(config)) ?? [],
      setCapacity: async (config, desired, term) => (await floor()).setCapacity(config, desired, term),
      found: async (config) => (await (await floor()).found?.(config)) ?? null,
      putBack: async (config, state, term) =>
        (await (await floor()).putBack?.(config, state, term)) ?? { is: 'unchanged', because: null },
    };
  };
}
