import type { Sameness } from '../readings/reading.ts';
import { askedToCarry, awayUnits, carriedBy } from './carrying.ts';
import type { Desired } from './desired.ts';
import type { Situation } from './guard.ts';
import { noLateness } from './late-readings.ts';
import { noLaunches } from './launches.ts';
import type { CapacitySeen, ChangeOfOthers, Kept, Observation } from './observation.ts';

/** How many changes of capacity are remembered; more than any reading is late by. */
const mostSeen = 24;

/** What the next look will want to know. */
export function remember(
  situation: Situation,
  desired: Desired,
  others: readonly ChangeOfOthers[],
  policies: Readonly<Record<string, unknown>>,
): Kept {
  const { observation, needs, silentSinceMs, launches, deployingSinceMs } = situation;
  const { lateness = noLateness, sight = null } = situation;
  const known = {
    ...(observation.rivals !== undefined && { rivals: observation.rivals }),
    ...(launches !== noLaunches && { launches }),
    ...(deployingSinceMs !== null && { deployingSinceMs }),
    ...(others.length > 0 && { others }),
    ...(lateness !== noLateness && { lateness }),
    ...samenessOf(observation),
    ...(sight !== null && { sight }),
    ...(observation.capacity.movesWeights !== undefined && { movesWeights: observation.capacity.movesWeights }),
    ...zonesOf(situation, desired),
  };
  return { schema: 1, seen: see(observation), needs, silentSinceMs, ...known, policies };
}

/** As this look has followed it. */
function samenessOf({ readings }: Observation): Pick<Kept, 'sameness'> {
  let all: Record<string, Sameness> | undefined;
  for (const name in readings) {
    const sameness = readings[name]?.sameness;
    if (sameness !== undefined) all = { ...all, [name]: sameness };
  }
  return all === undefined ? {} : { sameness: all };
}

/** What the next look has to know of zones: what was read, and how much of what is asked for is to carry load. */
function zonesOf({ observation, wanted }: Situation, { units }: Desired): Pick<Kept, 'shift' | 'carrying'> {
  const { shift } = observation;
  if (shift === undefined || shift === null) return {};
  if (awayUnits(observation) === 0 || wanted === undefined) return { shift };
  return { shift, carrying: carriedBy(observation, units, wanted.units) };
}

function see(observation: Observation): readonly CapacitySeen[] {
  const { atMs, capacity, memory } = observation;
  const { asked, running } = capacity;
  const away = awayUnits(observation);
  const seen = memory.kept?.seen ?? [];
  const look = { atMs, asked, running, ...(away > 0 && { away, carrying: askedToCarry(observation) }) };
  const last = seen[seen.length - 1];
  if (last !== undefined && isSame(last, look)) return seen;
  const grown = [...seen, look];
  return grown.length > mostSeen ? grown.slice(grown.length - mostSeen) : grown;
}

function isSame(one: CapacitySeen, other: CapacitySeen): boolean {
  if (one.asked !== other.asked || one.running !== other.running) return false;
  return one.away === other.away && one.carrying === other.carrying;
}
