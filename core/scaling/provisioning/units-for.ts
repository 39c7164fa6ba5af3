import type { PolicyConfig } from '../../model/kinds.ts';
import { staffingOf } from '../staffing/staffing-of.ts';
import type { Waiting } from '../staffing/waiting.ts';
import { wholeUnits } from '../whole-units.ts';

/** Above this many units a queue waits so little that its rule of staffing is a division. */
const mostStaffed = 20_000;

const staffings = new WeakMap<PolicyConfig<'provisioner'>, Waiting>();

/** The units that serve a demand: by Erlang's C for a forecast or an envelope, by the plain target for a rate. */
export function unitsFor(policy: PolicyConfig<'provisioner'>, perSecond: number): number {
  const plain = wholeUnits(perSecond / policy.unitPerSecond);
  if (policy.asking.by === 'rate' || plain > mostStaffed || !Number.isFinite(perSecond)) return Math.max(1, plain);
  return staffing(policy).need(perSecond);
}

function staffing(policy: PolicyConfig<'provisioner'>): Waiting {
  const found = staffings.get(policy);
  if (found !== undefined) return found;
  const { serversPerUnit, unitPerSecond, waitSeconds, needTail } = policy;
  const made = staffingOf({ serversPerUnit, serviceSeconds: serversPerUnit / unitPerSecond, waitSeconds, needTail });
  staffings.set(policy, made);
  return made;
}
