import type { NativelyScaledKind } from '../../../core/scaling/config/native-scaling.ts';
import type { TargetConfig } from '../../../core/scaling/config/target-kinds.ts';
import type { Capacity } from '../../../core/scaling/observation.ts';
import type { Judge } from '../../aws/judge.ts';
import type { TargetWorld } from '../targets/any-kind/kind-target.ts';

/** Between what AWS's own policies scale a target, units. */
export interface NativeBounds {
  readonly min: number;
  readonly max: number;
}

/** The minimum of targets of some kinds, as what of AWS scales them has it. */
export interface FloorKind<Kind extends NativelyScaledKind = NativelyScaledKind> {
  /** `told` is what the target tells of its capacity. Rejects with `Refusal` where nothing scales the target. */
  bounds(config: TargetConfig<Kind>, told: () => Promise<Capacity>): Promise<NativeBounds>;
  /** Absolute and idempotent; sets nothing besides. */
  setMin(config: TargetConfig<Kind>, min: number, signal: AbortSignal): Promise<unknown>;
  readonly judge: Judge;
}

/** Makes them anew for one invocation: they batch what it reads. */
export type MakeFloors<Kind extends NativelyScaledKind = NativelyScaledKind> = (world: TargetWorld) => FloorKind<Kind>;
