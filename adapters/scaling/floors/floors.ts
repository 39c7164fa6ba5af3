import { becauseOf } from '../../../core/because-of.ts';
import { Refusal } from '../../../core/model/errors.ts';
import type { Outcome } from '../../../core/model/outcome.ts';
import type { Term } from '../../../core/ports.ts';
import { type NativelyScaledKind, nativelyScaledKinds } from '../../../core/scaling/config/native-scaling.ts';
import { tellTarget } from '../../../core/scaling/config/target-identity.ts';
import type { TargetConfig, TargetKind } from '../../../core/scaling/config/target-kinds.ts';
import type { Capacity } from '../../../core/scaling/observation.ts';
import type { Target } from '../../../core/scaling/ports.ts';
import { type Once, once } from '../../aws/once.ts';
import { act } from '../targets/any-kind/act.ts';
import type { TargetWorld } from '../targets/any-kind/kind-target.ts';
import { requireOwnAccount } from '../targets/any-kind/own-account.ts';
import type { FloorKind, MakeFloors, NativeBounds } from './floor-kind.ts';

/** How the minimum of each kind is read and set. */
export type FloorMakers = { readonly [K in NativelyScaledKind]: () => Promise<MakeFloors<K>> };

interface FloorsWorld extends TargetWorld {
  readonly makers: FloorMakers;
  /** The targets themselves, which tell what runs, and who scales them. */
  readonly target: Pick<Target, 'capacity' | 'rivals'>;
}

/**
 * The minimums of targets that policies of AWS's own scale, each as a target: what is asked for is the minimum, what runs is what
 * runs, and nothing but the minimum is ever changed. Make it anew for each invocation. Why: docs/decisions/0081.
 */
export function floors({ makers, target, ...world }: FloorsWorld): Target {
  const made = new Map<TargetKind, Once<Promise<FloorKind>>>();
  const kindOf = (config: TargetConfig): Promise<FloorKind> => {
    requireOwnAccount(tellTarget(config), config, world.account);
    const known = made.get(config.kind) ?? once(() => makeFor(makers, config, world));
    made.set(config.kind, known);
    return known();
  };
  const capacityOf = (config: TargetConfig) => target.capacity(config, null);
  const boundsOf = async (config: TargetConfig) =>
    (await kindOf(config)).bounds(config as TargetConfig<NativelyScaledKind>, () => capacityOf(config));
  const setMin = (config: TargetConfig, units: number, term: Term) =>
    refusing(async () => {
      const { judge, setMin: set } = await kindOf(config);
      const ask = (signal: AbortSignal) => set(config as TargetConfig<NativelyScaledKind>, units, signal);
      return act({ units, term, random: world.random, judge, ask });
    });
  return {
    async capacity(config) {
      const [told, bounds] = await Promise.all([capacityOf(config), boundsOf(config)]);
      return asFloor(told, bounds);
    },
    rivals: async (config) => (await target.rivals?.(config)) ?? [],
    setCapacity: (config, { units }, term) => setMin(config, units, term),
    found: async (config) => ({ state: { min: (await boundsOf(config)).min }, restlessBecause: null }),
    putBack: (config, { min }, term) => setMin(config, Number(min), term),
  };
}

/**
 * A target as its minimum. Nobody has to wait for a deployment to lower that, and a decrease of it is none of the target's. While
 * the target is busy, AWS would take another minimum and make nothing of it, so it is not asked then.
 */
function asFloor({ rations, ...told }: Capacity, { min, max }: NativeBounds): Capacity {
  const busyBecause = rations?.busyBecause ?? null;
  return {
    ...told,
    ...(busyBecause !== null && { rations: { busyBecause, decreases: null } }),
    asked: min,
    inFlight: Math.max(0, min - told.running),
    min: null,
    max,
    keepBecause: null,
    voidInBecause: null,
  };
}

async function makeFor(makers: FloorMakers, { kind }: TargetConfig, world: TargetWorld): Promise<FloorKind> {
  const isNative = (one: TargetKind): one is NativelyScaledKind =>
    (nativelyScaledKinds as readonly string[]).includes(one);
  if (!isNative(kind)) throw new Refusal(`AWS scales no targets of the kind ${kind}; leave beside out`);
  return (await makers[kind]())(world) as FloorKind;
}

async function refusing(ask: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { is: 'refused', because: becauseOf(error) };
  }
}
