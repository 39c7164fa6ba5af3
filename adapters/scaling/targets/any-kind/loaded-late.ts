import type { TargetKind } from '../../../../core/scaling/config/target-kinds.ts';
import type { KindTarget, MakeTarget } from './kind-target.ts';
import { noPool } from './no-pool.ts';

/**
 * A kind that is loaded, and its clients made, when it is first asked, so that a function reads at its start nothing for
 * kinds that nobody has configured.
 */
export function loadedLate<Kind extends TargetKind>(
  load: () => Promise<{ onAws(): MakeTarget<Kind> }>,
): MakeTarget<Kind> {
  const make = once(async () => (await load()).onAws());
  return (world) => lazyTarget(async () => (await make())(world));
}

/** All who ask in one tick go on in one tick, so their reads still batch. */
function lazyTarget<Kind extends TargetKind>(load: () => Promise<KindTarget<Kind>>): KindTarget<Kind> {
  const target = once(load);
  return {
    capacity: async (config, lastAsked) => (await target()).capacity(config, lastAsked),
    rivals: async (config) => (await (await target()).rivals?.(config)) ?? [],
    setCapacity: async (config, desired, term) => (await target()).setCapacity(config, desired, term),
    pool: async (config, asked) => (await target()).pool?.(config, asked) ?? noPool(),
    setPool: async (config, set, term) => (await target()).setPool?.(config, set, term) ?? noPool(),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
