import type { ShiftConfig } from './config/balance.ts';
import { type Minute, minuteOf, newMinutes } from './learn.ts';
import type { Observation, ShiftUnits } from './observation.ts';
import { usableUnits } from './situation.ts';

/** A demand that was higher a minute ago may be again: so much of it is kept each minute. */
const decay = 0.95;
/** Where nobody can be asked for units, or nobody gives them, a unit of the new group may get so much more than was measured. */
const stretch = 1.15;
/** But not more than this above what a unit of the old group was seen to carry: groups are kept at about three quarters. */
const mostStretch = 1.3;
/** Minutes in a row in which it carried that much well, and no unit came, after which that much is what was measured. */
const fullMinutesNeeded = 5;
const isFull = 0.95;
/** A minute that loaded a unit more than this above what it may get says nothing of the version. */
const tolerated = 1.05;
/** A scalable that has not given the units for so long is taken not to give them. */
const patienceMs = 600_000;

const unknown: ShiftUnits = {
  demand: 0,
  carriedOld: null,
  carriedNew: null,
  unitsOld: 0,
  unitsNew: 0,
  fullMinutes: 0,
  strained: false,
  shortSinceMs: null,
  wanted: null,
};

/** What is known of a shift's units, with the minutes since the last look, and which of those say nothing of the version. */
export interface UnitsLearned {
  readonly units: ShiftUnits;
  /** Minutes in which the new group had more to carry than its units may get. */
  readonly overloaded: ReadonlySet<number>;
}

/**
 * Learns what a unit of each version carries. A version is expected to carry what the old one was seen to.
 * Why: docs/decisions/0039.
 */
export function learnUnits(shift: ShiftConfig, observation: Observation, before: ShiftUnits | undefined): UnitsLearned {
  const { groups, memory } = observation;
  const now = { unitsOld: unitsIn(observation, shift.from), unitsNew: unitsIn(observation, shift.to) };
  const was = before ?? { ...unknown, ...now };
  const overloaded = new Set<number>();
  let units = was;
  for (const minuteMs of newMinutes(groups, memory.kept?.learnedAtMs ?? null)) {
    const minute = minuteOf(groups, minuteMs);
    const [old, fresh] = [minute[shift.from] ?? null, minute[shift.to] ?? null];
    units = learnOld(units, old, fresh, Math.max(was.unitsOld, now.unitsOld), observation);
    if (fresh === null) continue;
    if (isWell(fresh, old, observation)) units = carriedNew(units, fresh, was.unitsNew, now.unitsNew);
    else if (isTooMuch(units, fresh, Math.min(was.unitsNew, now.unitsNew))) {
      overloaded.add(minuteMs);
      units = { ...units, strained: true, fullMinutes: 0 };
    }
  }
  return { units: { ...units, ...now }, overloaded };
}

/** What is asked of both, and what a unit of the old group carries: at least so much, since no more units can have served it. */
function learnOld(
  units: ShiftUnits,
  old: Minute | null,
  fresh: Minute | null,
  most: number,
  observation: Observation,
): ShiftUnits {
  const demand = Math.max((old?.requests ?? 0) + (fresh?.requests ?? 0), decay * units.demand);
  if (old === null || most <= 0 || !isWell(old, null, observation)) return { ...units, demand };
  return { ...units, demand, carriedOld: Math.max(units.carriedOld ?? 0, old.requests / most) };
}

/** The usable units of a group, each weighed by what it carries against those of the others. */
export function unitsIn({ groups, config }: Observation, name: string): number {
  const group = groups[name];
  return group === undefined ? 0 : usableUnits(group) * unitCapacity(config, name);
}

function unitCapacity({ groups }: Observation['config'], name: string): number {
  return groups[name]?.unitCapacity ?? 1;
}

/** Whether a group did well in a minute: within the error budget, and not much slower than the other. */
function isWell(minute: Minute, other: Minute | null, { config }: Observation): boolean {
  if (minute.errors > minute.requests * (config.errorBudgetPercent / 100)) return false;
  if (minute.p50Seconds === null || (other?.p50Seconds ?? null) === null) return true;
  return minute.p50Seconds <= 2 * (other?.p50Seconds ?? 0);
}

/** As much as it may get, and well, for some minutes: then that is what a unit of it was measured to carry. */
function carriedNew(units: ShiftUnits, { requests }: Minute, was: number, now: number): ShiftUnits {
  const most = Math.max(was, now);
  const known = carries(units);
  if (most <= 0 || known === null) return units;
  const load = requests / most;
  const full = load >= isFull * known && was === now ? units.fullMinutes + 1 : 0;
  if (full < fullMinutesNeeded) return { ...units, fullMinutes: full };
  return { ...units, fullMinutes: 0, carriedNew: Math.max(load, units.carriedNew ?? 0) };
}

function isTooMuch(units: ShiftUnits, { requests }: Minute, least: number): boolean {
  const known = carries(units);
  return known !== null && (least <= 0 || requests / least > tolerated * known);
}

/** Requests a minute that a unit of the new group is known to carry; null where nothing was measured. */
function carries({ carriedOld: old, carriedNew: fresh }: ShiftUnits): number | null {
  return old === null && fresh === null ? null : Math.max(old ?? 0, fresh ?? 0);
}

/** The share, percent of both groups, that the new group's units can be given; null where that is not known. */
export function mostPercent(shift: ShiftConfig, observation: Observation, units: ShiftUnits): number | null {
  const known = carries(units);
  if (known === null || units.demand <= 0) return null;
  const most = Math.max(known, Math.min(known * stretch, (units.carriedOld ?? known) * mostStretch));
  const each = mayStretch(shift, observation, units) ? most : known;
  return (100 * units.unitsNew * each) / units.demand;
}

function mayStretch({ to }: ShiftConfig, { config, atMs }: Observation, units: ShiftUnits): boolean {
  if (units.strained) return false;
  if ((config.groups[to]?.scalable ?? null) === null) return true;
  return units.shortSinceMs !== null && atMs - units.shortSinceMs >= patienceMs;
}

/** Whole units of the new group that a share of it needs, at least one. */
export function unitsFor(percent: number, { to }: ShiftConfig, { config }: Observation, units: ShiftUnits): number {
  const known = carries(units);
  if (known === null) return 1;
  return Math.max(1, wholeAbout((percent * units.demand) / (100 * known * unitCapacity(config, to))));
}

/** Whole units of the old group that all of the requests need; null where that is not known. */
export function unitsForAll({ from }: ShiftConfig, { config }: Observation, units: ShiftUnits): number | null {
  const { demand, carriedOld: old } = units;
  return old === null || old <= 0 ? null : Math.max(1, wholeAbout(demand / (old * unitCapacity(config, from))));
}

/** What a division leaves over is not a unit. */
function wholeAbout(units: number): number {
  return Math.ceil(units - 1e-6);
}

/** The scalable that can be asked for units of a group; null where none is named. */
export function scalableOf({ config }: Observation, name: string): string | null {
  return config.groups[name]?.scalable ?? null;
}
