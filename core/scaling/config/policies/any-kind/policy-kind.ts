import type * as z from 'zod/mini';
import type { Want } from './want.ts';

/** Which reading tells the demand of a scalable, and whether it is a share of the units that run. */
export interface DemandReading {
  readonly reading: string;
  /** `utilisation` is demand only once it is multiplied by the units that ran. */
  readonly of: 'demand' | 'utilisation';
}

/** What a policy is woken up for: a reading above its limit. */
export interface WakeAbove {
  readonly reading: string;
  /** Whether the reading is divided among the running units before it is compared. */
  readonly perUnit: boolean;
  /** In the reading's unit, per running unit where `perUnit`. */
  readonly limit: number;
}

/** What a policy stands beside in the config of its scalable. */
interface Beside {
  readonly bounds: { readonly min: number; readonly max: number };
}

/** A kind of policy, as they know it who decide nothing: what its config holds, and what that means. */
export interface PolicyKind<Policy> {
  /** The readings that it looks at, by the field that names each, e.g. `strain.utilisation`. */
  readings(policy: Policy): Readonly<Record<string, string>>;
  /** What it takes them for; of what is left out it takes any unit. */
  wants(policy: Policy): readonly Want[];
  /** What it takes for the demand; null where it looks at none. */
  demand(policy: Policy): DemandReading | null;
  /**
   * The readings that must tell what arrives while nothing runs, so that it asks for more from 0 units; none where it asks by
   * the clock. Null where it never does: a share of no units, or a percentage of them, says nothing.
   */
  raisesFromZero(policy: Policy): readonly string[] | null;
  /** Null where it wakes by the clock, or not at all. */
  wakeAbove(policy: Policy): WakeAbove | null;
  /**
   * The same policy on the readings of a simulated world, which are called `demand` and `utilisation`. One on anything but
   * the demand of that name finds nothing there, and holds.
   */
  simulated<One extends Policy>(policy: One, demand: string): One;
  /** Whether it learns, for which a scalable has room once. */
  readonly learns: boolean;
  /** Whether it asks ahead, by the clock or by a forecast, and not only once demand is there. Such alone sets a minimum. */
  readonly foresees: boolean;
  /** Checks what no field can tell alone. Throws `InvalidInput` naming the field, the value and the fix. */
  check(policy: Policy, field: string, beside: Beside): void;
}

/** One kind: its schema, and all else in the terms of that. */
export function policyKind<Schema extends z.ZodMiniObject>(
  kind: { readonly schema: Schema } & PolicyKind<Readonly<z.output<Schema>>>,
) {
  return kind;
}
