import type { PolicyConfig } from '../../../core/scaling/config/policy-kinds.ts';
import { fewestLeads, measuredLeadSeconds } from '../../../core/scaling/launches.ts';
import { asRecorded } from '../../workloads/prepare.ts';
import { random } from '../../workloads/random.ts';
import type { Trace } from '../../workloads/trace.ts';
import type { Mishaps } from '../world/mishaps.ts';
import type { PoolKind } from '../world/pool-kind.ts';
import { type Profile, profiles } from '../world/profile.ts';
import { type TargetBounds, World } from '../world/world.ts';

/** A tuned policy, and what one of its units serves. */
export type SizedTuned = PolicyConfig<'tuned'> & { readonly unitPerSecond: number };

/** What one unit serves, and when its requests wait too long. */
export type SizedUnit = Pick<SizedTuned, 'unitPerSecond' | 'serversPerUnit' | 'waitSeconds' | 'needTail'>;

/** How long launches take: what the config says, and the newest that were measured, seconds. */
export interface Leads {
  readonly configured: number;
  readonly measured: readonly number[];
}

/**
 * The world of a scalable's own recorded days: its demand as it was, unscaled, and units that serve what it says they do.
 * Launches take what launches took; policies forecast over the lead that `decide` would go by. A target takes what its
 * `bounds` allow; no bounds where they are left out. Beside it stands a `pool`, where there is one.
 * Why: docs/decisions/0019.
 */
export function recordedWorld(
  demand: Trace,
  policy: SizedUnit,
  { configured, measured }: Leads,
  bounds: TargetBounds = { min: 1, max: null },
  pool: PoolKind | null = null,
): World {
  const profile = profileOf(policy);
  const workload = asRecorded(demand, profile);
  const lead = measuredLeadSeconds({ leads: measured }, configured);
  const mishaps: Mishaps | null =
    measured.length < fewestLeads
      ? null
      : {
          lateSteps: new Uint16Array(workload.steps),
          leadSteps: leadSteps(measured, workload.steps, profile.stepSeconds),
          capacityShare: null,
          surges: null,
        };
  return new World(workload, lead, profile, { mishaps, bounds, pool });
}

function profileOf({ unitPerSecond, serversPerUnit, waitSeconds, needTail }: SizedUnit): Profile {
  return {
    ...profiles[60],
    name: 'recorded',
    serversPerUnit,
    serviceSeconds: serversPerUnit / unitPerSecond,
    waitSeconds,
    needTail,
  };
}

/** So that the same nights come to the same. */
const seed = 7;

/** Leads by step, each measured one as likely as it was: a mean would hide the slow launches that hurt. */
function leadSteps(leads: readonly number[], steps: number, stepSeconds: number): Uint16Array {
  const { uniform } = random(seed);
  return Uint16Array.from({ length: steps }, () => {
    const lead = leads[Math.floor(uniform() * leads.length)] ?? stepSeconds;
    return Math.max(1, Math.ceil(lead / stepSeconds));
  });
}
