import type { Because } from '../model/reason.ts';
import type { ShiftConfig } from './config/balance.ts';
import type { Observation, ShiftKept, UnitsBooked } from './observation.ts';
import { isBaking, percentWithin } from './shift.ts';
import { scalableOf, unitsFor, unitsForAll } from './shift-units.ts';

/** What a shift counts on: units to book now, those that are booked besides, and why. */
interface BookingsNow {
  /** Null where what is booked will do. */
  readonly bookings: Readonly<Record<string, UnitsBooked>> | null;
  readonly because: readonly Because[];
}

/** A booking ends by itself where nobody looks any more; it is renewed before. */
const holdsMs = 900_000;
const renewedMs = 300_000;
/** Less than this share of what is booked is worth another booking; more always is. */
const worthLess = 0.8;
/** How long a unit takes where nobody has measured it: what scalables have by default. */
const usualLeadSeconds = 180;

/** Units that are counted on, and why. */
interface Counted {
  readonly group: string;
  readonly units: number;
  readonly says: string;
  /** The share that they are for. */
  readonly percent: number;
}

/**
 * Units that a shift needs: the new group those of the share that it will have by the time they serve, and the old group all
 * that a roll-back would ask of it, until the shift has baked.
 */
export function bookingsNow(observation: Observation, kept: ShiftKept | null): BookingsNow {
  const { shift } = observation.config;
  if (shift === null || kept?.units === undefined) return { bookings: null, because: [] };
  const bookings: Record<string, UnitsBooked> = {};
  const because: Because[] = [];
  for (const { group, units, says, percent } of countedOn(shift, observation, kept)) {
    const scalable = scalableOf(observation, group);
    if (scalable === null) continue;
    because.push({ says, group, scalable, units, percent });
    const now = observation.booked?.[scalable] ?? null;
    if (now === null || isStale(now, units, observation.atMs)) {
      bookings[scalable] = { units, untilMs: observation.atMs + holdsMs };
    }
  }
  return { bookings: Object.keys(bookings).length === 0 ? null : bookings, because };
}

function countedOn(shift: ShiftConfig, observation: Observation, kept: ShiftKept): readonly Counted[] {
  const { units } = kept;
  if (
    units === undefined ||
    !(kept.is === 'shifting' || kept.is === 'held' || isBaking(shift, kept, observation.atMs))
  ) {
    return [];
  }
  const all = unitsForAll(shift, observation, units);
  const old = all === null ? [] : [{ group: shift.from, units: all, says: forARollBack, percent: 100 }];
  const leadMs = 1000 * (observation.groups[shift.to]?.leadSeconds ?? usualLeadSeconds);
  const percent = kept.is === 'done' ? 100 : Math.max(kept.percent, percentWithin(shift, kept, leadMs));
  return [{ group: shift.to, units: unitsFor(percent, shift, observation, units), says: forItsShare, percent }, ...old];
}

const forARollBack = '{units} units of {scalable} stay booked for {group}, which would have to take all again';
const forItsShare =
  '{units} units of {scalable} are booked for {group}, for {percent} % of the requests within its lead';

function isStale(booked: UnitsBooked, units: number, atMs: number): boolean {
  return units > booked.units || units < worthLess * booked.units || booked.untilMs - atMs < renewedMs;
}
