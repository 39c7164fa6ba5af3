import type { Situation } from './guard.ts';
import { noLaunches } from './launches.ts';
import type { CapacitySeen, Kept, Observation } from './observation.ts';

/** How many changes of capacity are remembered; more than any reading is late by. */
const mostSeen = 24;

/** What the next look will want to know. */
export function remember(situation: Situation, policies: Readonly<Record<string, unknown>>): Kept {
  const { observation, needs, silentSinceMs, launches } = situation;
  const { movesWeights } = observation.capacity;
  const known = { ...(launches !== noLaunches && { launches }), ...(movesWeights !== undefined && { movesWeights }) };
  return { schema: 1, seen: see(observation), needs, silentSinceMs, ...known, policies };
}

function see({ atMs, capacity: { asked, running }, memory }: Observation): readonly CapacitySeen[] {
  const seen = memory.kept?.seen ?? [];
  const last = seen[seen.length - 1];
  if (last !== undefined && last.asked === asked && last.running === running) return seen;
  const grown = [...seen, { atMs, asked, running }];
  return grown.length > mostSeen ? grown.slice(grown.length - mostSeen) : grown;
}
