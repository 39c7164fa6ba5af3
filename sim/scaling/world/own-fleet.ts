import type { PolicyConfig } from '../../../core/scaling/config/policy-kinds.ts';
import { type Profile, profiles } from './profile.ts';

type Staffed = PolicyConfig<'provisioner'>;

/** What one unit of somebody's fleet serves, and when its requests wait too long. */
export type OwnUnit = Pick<Staffed, 'serversPerUnit' | 'waitSeconds' | 'needTail'> & { readonly unitPerSecond: number };

/** A fleet as somebody has it, in place of the made-up one of 20 units on average. */
export interface OwnFleet {
  /** Null: nobody has said it, and demand is scaled until it needs 20 units on average. */
  readonly unit: OwnUnit | null;
  /** Null: the list price of a made-up unit. */
  readonly usdPerUnitHour: number | null;
  /** At least 1: a simulated fleet never sleeps. */
  readonly min: number;
  /** Null: as many as are asked for. */
  readonly max: number | null;
}

/** What a world is made by. */
export interface WorldKind {
  readonly metricClassSeconds: 20 | 60;
  /** The made-up fleet where it is left out. */
  readonly fleet?: OwnFleet;
}

/** The constants of a world: those that are shipped, with somebody's own unit where that is known. */
export function profileOf({ metricClassSeconds, fleet }: WorldKind): Profile {
  const shipped = profiles[metricClassSeconds];
  if (fleet?.unit == null) return shipped;
  const { unitPerSecond, ...waiting } = fleet.unit;
  return { ...shipped, ...waiting, name: 'own', serviceSeconds: waiting.serversPerUnit / unitPerSecond };
}

/** What of a workload is not made up. */
export function ownOf(fleet: OwnFleet | undefined): { readonly isToScale: boolean; readonly min: number } {
  return { isToScale: fleet?.unit != null, min: fleet?.min ?? 1 };
}
