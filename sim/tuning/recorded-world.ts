import type { PolicyConfig } from '../../core/model/kinds.ts';
import { Waiting } from '../../core/scaling/staffing/waiting.ts';
import { asRecorded } from '../workloads/prepare.ts';
import type { Trace } from '../workloads/trace.ts';
import { type Profile, profiles } from '../world/profile.ts';
import { World } from '../world/world.ts';

type Tuned = PolicyConfig<'tuned'>;

/** The world of a scalable's own recorded days: its demand as it was, unscaled, and units that serve what it says they do. */
export function recordedWorld(demand: Trace, policy: Tuned, leadSeconds: number): World {
  const profile = profileOf(policy);
  return new World(asRecorded(demand, profile), leadSeconds, profile, new Waiting(profile));
}

function profileOf({ unitPerSecond, serversPerUnit, waitSeconds, needTail }: Tuned): Profile {
  return {
    ...profiles[60],
    name: 'recorded',
    serversPerUnit,
    serviceSeconds: serversPerUnit / unitPerSecond,
    waitSeconds,
    needTail,
  };
}
