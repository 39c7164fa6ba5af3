import type { targetKinds } from '../../../../core/scaling/config/kinds.ts';
import type { KindTarget } from './kind-target.ts';

/** A target that is loaded when it is first asked. All who ask in one tick go on in one tick, so their reads still batch. */
export function lazyTarget<Kind extends keyof typeof targetKinds>(
  load: () => Promise<KindTarget<Kind>>,
): KindTarget<Kind> {
  let loaded: Promise<KindTarget<Kind>> | null = null;
  const target = () => {
    loaded ??= load();
    return loaded;
  };
  return {
    capacity: async (config) => (await target()).capacity(config),
    setCapacity: async (config, desired, term) => (await target()).setCapacity(config, desired, term),
  };
}
