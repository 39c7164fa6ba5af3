import type { PolicyConfig } from '../../config/policy-kinds.ts';
import { wholeUnits } from '../../whole-units.ts';
import { staffingOf } from './staffing/staffing-of.ts';
import type { Waiting } from './staffing/waiting.ts';

/** Above this many servers the spare ones hardly matter, and their upper bound (everybody may have to wait) stands for them. */
const mostServers = 16_000;

const staffings = new WeakMap<Sized, Waiting>();

/** A provisioner, and what one of its units serves per second. */
export type Sized = PolicyConfig<'provisioner'> & { readonly unitPerSecond: number };

/** The units that serve a demand: by Erlang's C for a forecast or an envelope, by the plain target for a rate. */
export function unitsFor(policy: Sized, perSecond: number): number {
  if (policy.asking.by === 'rate') return Math.max(1, wholeUnits(perSecond / policy.unitPerSecond));
  return unitsServing(policy, perSecond);
}

/** The units that serve a demand by Erlang's C, whatever the policy asks for. */
export function unitsServing(policy: Sized, perSecond: number): number {
  if (!isCountable(policy, wholeUnits(perSecond / policy.unitPerSecond))) return boundedUnits(policy, perSecond);
  return staffingFor(policy).need(perSecond);
}

/** Whether so many units are few enough to be staffed by Erlang's C. */
export function isCountable({ serversPerUnit }: Sized, units: number): boolean {
  return units * serversPerUnit <= mostServers;
}

/** C(c, a) exp(-(c - a) tau / s) <= tail holds where it holds with C = 1. */
function boundedUnits({ unitPerSecond, serversPerUnit, waitSeconds, needTail }: Sized, perSecond: number): number {
  const spare = (-Math.log(needTail) * serversPerUnit) / unitPerSecond / waitSeconds;
  return wholeUnits(perSecond / unitPerSecond + spare / serversPerUnit);
}

/** The staffing table of a policy's units. */
export function staffingFor(policy: Sized): Waiting {
  const found = staffings.get(policy);
  if (found !== undefined) return found;
  const { serversPerUnit, unitPerSecond, waitSeconds, needTail } = policy;
  const made = staffingOf({ serversPerUnit, serviceSeconds: serversPerUnit / unitPerSecond, waitSeconds, needTail });
  staffings.set(policy, made);
  return made;
}
