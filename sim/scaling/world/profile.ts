import type { UnitCapacity } from '../../../core/scaling/policies/provisioner/staffing/unit-capacity.ts';
import metrics20s from '../profiles/metrics-20s.json' with { type: 'json' };
import metrics60s from '../profiles/metrics-60s.json' with { type: 'json' };

/** The constants of a simulated world. They are data, `sim/profiles/*.json`. */
export interface Profile extends UnitCapacity {
  readonly name: string;
  /** Length of a step of the simulation and of a metric's period. */
  readonly stepSeconds: number;
  /** How long after its period's end a metric can be read. */
  readonly publicationDelaySeconds: number;
  /** How long a unit that has stopped serving is still billed. */
  readonly drainSeconds: number;
  readonly leastBilledSeconds: number;
  /** Most backlog that is carried, as seconds of capacity; what is beyond is dropped. */
  readonly backlogSeconds: number;
}

/** The worlds that are shipped, by the period of their metrics in seconds. */
export const profiles: Readonly<Record<20 | 60, Profile>> = { 20: metrics20s, 60: metrics60s };

/** Requests per second that one unit can serve at the very most. */
export function unitRate({ serversPerUnit, serviceSeconds }: Profile): number {
  return serversPerUnit / serviceSeconds;
}
