import { becauseOf } from '../../../../core/because-of.ts';
import { Refusal } from '../../../../core/model/errors.ts';
import type { Outcome } from '../../../../core/model/outcome.ts';
import type { TargetConfig, TargetKind } from '../../../../core/scaling/config/target-kinds.ts';
import { once } from '../../../aws/once.ts';
import type { KindTarget, MakeNamedTarget, MakeTarget, NamedTarget } from './kind-target.ts';
import { noPool } from './no-pool.ts';
import { noSize } from './no-size.ts';
import { requireOwnAccount } from './own-account.ts';

/**
 * A kind that is loaded, and its clients made, when it is first asked, so that a function reads at its start nothing for
 * kinds that nobody has configured. No kind is ever asked of a target in another account.
 */
export function loadedLate<Kind extends TargetKind>(
  load: () => Promise<{ onAws(): MakeNamedTarget<Kind> }>,
): MakeTarget<Kind> {
  const make = once(async () => (await load()).onAws());
  return (world) => lazyTarget(async () => (await make())(world), world.account);
}

/** All who ask in one tick go on in one tick, so their reads still batch. */
function lazyTarget<Kind extends TargetKind>(
  load: () => Promise<NamedTarget<Kind>>,
  account: string | null,
): KindTarget<Kind> {
  const target = once(load);
  const own = async (config: TargetConfig<Kind>): Promise<NamedTarget<Kind>> => {
    const one = await target();
    // Every config has its account beside its names, which the compiler does not see of a kind that it does not know.
    requireOwnAccount(one.tell(config), config as { readonly account: string | null }, account);
    return one;
  };
  const change = async (config: TargetConfig<Kind>, ask: (one: KindTarget<Kind>) => Promise<Outcome>) => {
    try {
      return await ask(await own(config));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { is: 'refused', because: becauseOf(error) } as const;
    }
  };
  return {
    capacity: async (config, lastAsked) => (await own(config)).capacity(config, lastAsked),
    rivals: async (config) => (await (await own(config)).rivals?.(config)) ?? [],
    setCapacity: (config, desired, term) => change(config, (one) => one.setCapacity(config, desired, term)),
    found: async (config) => (await (await own(config)).found?.(config)) ?? null,
    putBack: (config, state, term) =>
      change(config, async (one) => one.putBack?.(config, state, term) ?? { is: 'unchanged', because: null }),
    pool: async (config, asked) => (await own(config)).pool?.(config, asked) ?? noPool(),
    setPool: (config, set, term) => change(config, async (one) => one.setPool?.(config, set, term) ?? noPool()),
    size: async (config, step) => (await own(config)).size?.(config, step) ?? noSize(),
    setSize: (config, size, term) => change(config, async (one) => one.setSize?.(config, size, term) ?? noSize()),
  };
}
