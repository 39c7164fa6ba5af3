import type { Because } from '../model/reason.ts';
import type { Reading, Sample } from '../readings/reading.ts';
import { runningReading } from '../readings/reading-config.ts';
import { seenAt } from './capacity-at.ts';
import { policyKindOf } from './config/policy-kinds.ts';
import type { Desired } from './desired.ts';
import type { Capacity, CapacitySeen, Observation } from './observation.ts';
import type { Shift } from './shift.ts';
import { wholeTimes, wholeUnits } from './whole-units.ts';

/**
 * Units that run in zones from which load is shifted away: they are in service and carry nothing.
 * Why: docs/decisions/0031.
 */
export function awayUnits({ capacity, shift }: Pick<Observation, 'capacity' | 'shift'>): number {
  if (shift === undefined || shift === null || shift.zones.length === 0) return 0;
  return Math.min(unitsIn(shift, capacity), capacity.running);
}

/** By zone where the target tells; else as many in each, as ECS places tasks and Auto Scaling instances. */
function unitsIn({ zones, of }: Shift, { zones: told, running }: Capacity): number {
  if (told === undefined) return of > 0 ? (running * Math.min(zones.length, of)) / of : 0;
  return zones.reduce((sum, zone) => sum + (told[zone] ?? 0), 0);
}

/**
 * How much of what is asked for is asked for to carry. What was added on account of a shift is not: it is known by what the
 * last look wanted to be carried, as far as what is asked for by now bears that out.
 */
export function askedToCarry(observation: Observation): number {
  const { asked } = observation.capacity;
  const wanted = observation.memory.kept?.carrying ?? asked;
  return carriedBy(observation, asked, wanted);
}

/** How many of so many units were wanted to carry: at least those that the shift leaves, and at most all. */
export function carriedBy(observation: Observation, units: number, wanted: number): number {
  return Math.min(Math.max(wanted, fewer(observation, units)), units);
}

/** What is to be asked for so that so many units carry. */
export function askedFor(observation: Observation, wanted: Desired): Desired {
  const away = awayUnits(observation);
  if (away === 0) return wanted;
  return { ...wanted, units: Math.min(more(observation, wanted.units, away), Number.MAX_SAFE_INTEGER) };
}

/** Why more is asked for than is to carry; null where nothing is shifted away. */
export function shiftedBecause(observation: Observation, { units: wanted }: Desired): Because | null {
  const away = awayUnits(observation);
  if (away === 0) return null;
  const says = '{away} of {running} running units are in {zones}, where load is shifted away; {wanted} are to carry it';
  const zones = observation.shift?.zones.join(', ') ?? '';
  return { says, away: wholeUnits(away), running: observation.capacity.running, zones, wanted };
}

function more(observation: Observation, units: number, away: number): number {
  if (observation.shift?.spreads === false) return wholeUnits(units + away);
  return wholeUnits(units / carryingShare(observation, away));
}

function fewer(observation: Observation, units: number): number {
  const away = awayUnits(observation);
  if (away === 0) return units;
  if (observation.shift?.spreads === false) return Math.max(wholeTimes(units - away), 0);
  return wholeTimes(units * carryingShare(observation, away));
}

/** The share of the units that run; where none of them carries, of those that would come. */
function carryingShare({ capacity: { running }, shift }: Observation, away: number): number {
  if (away < running) return (running - away) / running;
  const { zones, of } = shift ?? { zones: [], of: 0 };
  return of > zones.length ? (of - zones.length) / of : 1;
}

/**
 * What policies see: units that carry, and how full these are. A provider's utilisation is an average over all units that
 * run, and those in a zone that is shifted away are idle: the others are so much fuller. Of a number that only those tell
 * which carry, too much is made, by the share that is shifted away. The same object where nothing is or was shifted.
 */
export function asCarrying(observation: Observation): Observation {
  const { capacity, memory, readings } = observation;
  const away = awayUnits(observation);
  const seen = memory.kept?.seen ?? [];
  if (away === 0 && seen.every((look) => (look.away ?? 0) === 0)) return observation;
  const { kept } = memory;
  return {
    ...observation,
    capacity: { ...capacity, asked: askedToCarry(observation), running: capacity.running - away },
    memory: kept === null ? memory : { ...memory, kept: { ...kept, seen: seen.map(carryingThen) } },
    readings: Object.fromEntries(
      Object.entries(readings).map(([name, reading]) => [name, carriedReading(name, reading, observation)]),
    ),
  };
}

function carryingThen({ atMs, asked, running, away = 0, carrying = asked }: CapacitySeen): CapacitySeen {
  return { atMs, asked: carrying, running: running - away };
}

function carriedReading(name: string, reading: Reading, observation: Observation): Reading {
  const isRunning = name === runningReading;
  if (!isRunning && !isUtilisation(name, reading, observation)) return reading;
  const endsAfterMs = reading.periodSeconds * 1000;
  const samples = reading.samples.map((sample): Sample => {
    if (sample.is !== 'value') return sample;
    const share = shareThen(seenAt(observation, sample.atMs + endsAfterMs));
    return { ...sample, value: isRunning ? sample.value * share : sample.value / share };
  });
  return { ...reading, samples };
}

/** The share of the units that ran at a look; 1 where none carried, since their number says nothing of the load. */
function shareThen(look: CapacitySeen | null): number {
  const { running = 0, away = 0 } = look ?? {};
  return away > 0 && away < running ? (running - away) / running : 1;
}

/** A share or a percent is one by itself; what counts something else may be used as one. */
function isUtilisation(name: string, { unit }: Reading, { config }: Observation): boolean {
  if (unit === 'share' || unit === 'percent') return true;
  return config.policies.some((policy) => {
    const demand = policyKindOf(policy).demand(policy);
    return demand?.reading === name && demand.of === 'utilisation';
  });
}
