import * as z from 'zod/mini';
import { integer, orNull, positive, seconds, text } from '../../../../schema/fields.ts';
import type { DemandReading, WakeAbove } from './policy-kind.ts';
import { countOfWaiting, type Want } from './want.ts';

/** What a unit serves, for those who staff by waiting times. */
export const staffed = {
  /** A reading of arrivals per second. */
  reading: text(),
  /**
   * The most that one unit can serve per second. Null: it is learned, from `strain` where that is given, else as the most
   * that units have been seen to serve.
   */
  unitPerSecond: orNull(positive()),
  /** How many requests one unit serves side by side. */
  serversPerUnit: z._default(integer().check(z.positive()), 8),
  /** A request that waits longer than this violates the objective; a number of units suffices where the tail of those is at most this. */
  waitSeconds: z._default(positive(), 0.2),
  /** The share of requests that may wait longer than `waitSeconds`. */
  needTail: z._default(z.number().check(z.gt(0), z.lt(1)), 0.001),
  /**
   * What tells how full the units are. With it the capacity of a unit is learned (a deploy or another size may change it),
   * units that are full never lower, and what they serve counts as the least that was wanted. Null: nothing tells it, and
   * `unitPerSecond` holds.
   */
  strain: orNull(
    z.strictObject({
      /** A reading of the busy share of the units that run, 0 to 1. */
      utilisation: text(),
      /** A reading of what waits to be served; null where nothing tells it. */
      backlog: orNull(text()),
      /** For how long a new unit may serve less than the others; minutes with such units teach nothing of a unit. */
      warmUpSeconds: z._default(seconds(), 180),
    }),
  ),
};

/**
 * The share of what a unit can serve at which one is woken that aims at no share itself: it asks ahead of the load, so
 * units this busy mean that the load has come faster than it thought.
 */
export const busyShare = 0.8;

type Staffed = z.output<z.ZodMiniObject<typeof staffed>>;

/** Woken by units that are busier than a `share` of what they serve; by nothing where nobody knows yet what that is. */
export function wakeAboveShare({ reading, unitPerSecond, strain }: Staffed, share: number): WakeAbove | null {
  if (unitPerSecond !== null) return { reading, perUnit: true, limit: unitPerSecond * share };
  return strain === null ? null : { reading: strain.utilisation, perUnit: false, limit: share };
}

/** A simulated world tells how busy units are, and of nothing that waits. */
function simulatedStaffed<One extends Staffed>(policy: One, demand: string): One {
  if (policy.reading !== demand) return policy;
  const strain = policy.strain === null ? null : { ...policy.strain, utilisation: 'utilisation', backlog: null };
  return { ...policy, reading: 'demand', strain };
}

/** The readings of one who staffs. */
function staffedReadings({ reading, strain }: Staffed): Record<string, string> {
  return {
    reading,
    ...(strain !== null && { 'strain.utilisation': strain.utilisation }),
    ...(strain !== null && strain.backlog !== null && { 'strain.backlog': strain.backlog }),
  };
}

/** What one who staffs takes its readings for. */
function staffedWants({ reading, strain }: Staffed): Want[] {
  const arrivals: Want = {
    field: 'reading',
    reading,
    units: ['per second'],
    is: 'arrivals per second',
    fix: 'name a reading of what arrives',
    compared: null,
  };
  if (strain === null) return [arrivals];
  const busy: Want = {
    field: 'strain.utilisation',
    reading: strain.utilisation,
    units: ['share'],
    is: 'a share of 0 to 1',
    fix: 'name a reading of how busy the units are',
    compared: null,
  };
  return [arrivals, busy, ...(strain.backlog === null ? [] : [countOfWaiting('strain.backlog', strain.backlog)])];
}

function staffedDemand({ reading }: Staffed): DemandReading {
  return { reading, of: 'demand' };
}

/** What all policies that staff have in common. */
export const staffedPolicy = {
  readings: staffedReadings,
  wants: staffedWants,
  demand: staffedDemand,
  raisesFromZero: ({ reading }: Staffed) => [reading],
  simulated: simulatedStaffed,
  learns: true,
  foresees: true,
  check() {},
};
