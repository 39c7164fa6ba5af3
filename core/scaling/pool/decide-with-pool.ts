import type { Decision } from '../../model/decision.ts';
import type { Because, Reason } from '../../model/reason.ts';
import { decide } from '../decide.ts';
import type { DecidingConfig } from '../deciding-config.ts';
import type { Desired } from '../desired.ts';
import { noLaunches, overdueUnits } from '../launches.ts';
import type { Kept, Observation } from '../observation.ts';
import { drawn } from './drawn.ts';
import type { PoolSeen } from './pool-seen.ts';

/** One for each of the two decisions: on what runs, and on what runs and stands prepared together. */
interface OfBoth<Running, Together = Running> {
  readonly running: Running;
  readonly together: Together;
}

/**
 * A scalable as both decide on it: the first counts on the lead from the pool, the second on the lead without. Where the
 * first is null nothing is to stand prepared, and what runs follows the second.
 */
export type PooledConfig = OfBoth<DecidingConfig | null, DecidingConfig>;
export type PoolMemory = OfBoth<Observation['memory']>;

type Decided = Decision<Desired, Kept>;

/** What is right of a scalable beside whose running units others stand prepared. */
export interface PoolDecision extends OfBoth<Decided | null, Decided> {
  /** Units to run. */
  readonly units: number;
  /** Units to run and stand prepared together; null where the state of the pool is not known, and it is left as it is. */
  readonly prepared: number | null;
  /** Why other units are to run than the first decision finds right; null where they are not. */
  readonly reason: Reason<Desired> | null;
}

const unknown = 'the state of the pool is not known, so {units} are to run: as many as the long lead asks for';
const overdue = '{overdue} units of the pool are overdue, so {units} are to run: as many as the long lead asks for';
const depleted =
  '{wanted} are wanted, and {ready} more stand ready: what is beyond would start cold, so {units} are to run';

/**
 * Two decisions at one look. What runs follows the demand within the warm lead, running and pool together that within the
 * long one: every change of what runs draws from the pool or returns to it, and their sum stays. A pool that is depleted
 * starts cold, so no more is asked to run than stands ready. Of a pool that nobody knows, or whose units do not come, nothing
 * is counted on; where it cannot be changed just now nothing comes into it, and what is wanted beyond starts cold.
 * Why: docs/decisions/0058.
 */
export function decideWithPool(
  observation: Omit<Observation, 'config' | 'memory'>,
  config: PooledConfig,
  memory: PoolMemory,
  pool: PoolSeen | null,
): PoolDecision {
  const capacity = pool === null ? observation.capacity : asTogether(observation.capacity, pool);
  const overrides = observation.overrides.map(asFloor);
  const ofBoth = { ...observation, config: config.together, memory: memory.together, capacity, overrides };
  const together = decide(ofBoth);
  const sum = together.desired.units;
  if (config.running === null) return { running: null, together, units: sum, prepared: pool && sum, reason: null };
  const running = decide({ ...observation, config: config.running, memory: memory.running });
  const wanted = running.desired.units;
  const most = Math.max(wanted, sum);
  const late = pool === null ? 0 : overdueUnits(together.keep.launches ?? noLaunches, ofBoth);
  const { units, because } = toRun({ wanted, most, late, asked: observation.capacity.asked, pool });
  const reason = units === wanted || because === null ? null : { by: 'pool', desired: { units }, because };
  return { running, together, units, prepared: pool && most, reason };
}

interface Wanted {
  readonly wanted: number;
  /** As many as both decisions find right at most. */
  readonly most: number;
  /** Units of the pool that are overdue. */
  readonly late: number;
  readonly asked: number;
  readonly pool: PoolSeen | null;
}

/** How many are to run of those that are wanted, and why not as many. */
function toRun({ wanted, most, late, asked, pool }: Wanted): { units: number; because: Because | null } {
  if (pool === null) return { units: most, because: { says: unknown, units: most } };
  if (late > 0) return { units: most, because: { says: overdue, overdue: late, units: most } };
  // A unit that waits for its place starts as soon as there is one, and nobody has to look for it.
  if (pool.isFrozen === true || pool.isApart === true) return { units: wanted, because: null };
  const units = drawn(wanted, asked, pool);
  return { units, because: { says: depleted, wanted, ready: pool.ready, units } };
}

/** What is to be prepared by a person's word is a floor of running and pool together, and no word on what runs. */
function asFloor(override: Observation['overrides'][number]): Observation['overrides'][number] {
  return 'kind' in override && override.kind === 'prepared' ? { ...override, kind: 'floor' } : override;
}

/** To him who fills the pool all that has had its long start runs. */
function asTogether(
  { unplaced: _, ...capacity }: Observation['capacity'],
  { prepared, warmed, isApart }: PoolSeen,
): Observation['capacity'] {
  const inFlight = Math.max(0, prepared - warmed);
  const waits = isApart && inFlight > 0 ? { unplaced: inFlight } : {};
  return { ...capacity, asked: prepared, running: warmed, inFlight, ...waits };
}
