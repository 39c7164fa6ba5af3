import type { Delivery, Heard } from '../../adapters/signals/receive.ts';
import type { Clock } from '../../core/ports.ts';
import { faultOf } from './fault-of.ts';
import { type Looked, type Looking, lookAll } from './look-all.ts';
import { type Plan, planLooks, type Roster } from './plan-looks.ts';

/** What one invocation has to work with. */
export interface Invocation extends Looking {
  readonly deployment: string;
  readonly clock: Clock;
  readonly roster: Roster;
}

/** What became of what one invocation brought. */
export interface Allocation {
  /** Why a message was not dealt with, by the message; those that were are not in it. */
  readonly faults: ReadonlyMap<Heard, Error>;
  readonly isFullLook: boolean;
}

/** Looks wherever the delivery says; tells each look to `onLooked` as its chunk ends. Rejects where no plan can be made. */
export async function allocate(
  { heard }: Pick<Delivery, 'heard'>,
  invocation: Invocation,
  onLooked: (looked: Looked) => void,
): Promise<Allocation> {
  const { deployment, roster, clock } = invocation;
  const plan = await planLooks(heard, deployment, roster, clock.nowMs());
  const broken = new Map<string, Error>();
  for await (const looked of lookAll(plan.looks, invocation)) {
    onLooked(looked);
    const fault = faultOf(looked);
    if (fault !== null) broken.set(looked.planned.key, fault);
  }
  return { faults: faultsByMessage(plan, broken), isFullLook: plan.isFullLook };
}

function faultsByMessage({ awaited }: Plan, broken: ReadonlyMap<string, Error>): Map<Heard, Error> {
  const faults = new Map<Heard, Error>();
  if (broken.size === 0) return faults;
  for (const [message, keys] of awaited) {
    const key = keys.find((one) => broken.has(one));
    const fault = key === undefined ? undefined : broken.get(key);
    if (fault !== undefined) faults.set(message, fault);
  }
  return faults;
}
