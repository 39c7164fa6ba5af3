import type { FoundTroubles, Observed } from '../capability.ts';
import type { Entry } from '../model/entry.ts';
import { blankMemory, type Memory } from '../model/memory.ts';
import type { FoundTrouble, Trouble, Troubled } from '../model/trouble.ts';
import { type TroubleKind, troubleCardOf } from '../model/trouble-kinds.ts';
import type { Look, Round } from './round.ts';

/** A trouble that comes and goes is one, where no look is without it for longer than this. */
const pauseMs = 600_000;

type All = Readonly<Record<string, Troubled>>;

/**
 * The round with the troubles that its look has found, each with the time since when it lasts and whether that is long
 * enough for a person to hear of it. A look that broke before it could tell leaves what is remembered.
 */
export function withTroubles<Observation extends Observed<Kept>, Desired, Kept>(
  look: Look<Observation, Desired, Kept>,
  round: Round<Observation, Desired, Kept>,
): Round<Observation, Desired, Kept> {
  const { entry } = round;
  const found = find(look, entry);
  if (found === null) return round;
  const known = knownTo(round);
  const now = follow(known, found, entry.atMs);
  const troubles = (Object.entries(found) as [TroubleKind, FoundTrouble][]).map(([kind, { because }]): Trouble => {
    const { sinceMs, toldAtMs } = now[kind] as Troubled;
    return { kind, because, sinceMs, toldAtMs };
  });
  const told = troubles.length === 0 ? round : { ...round, entry: { ...entry, troubles } };
  return Object.keys({ ...known, ...now }).length === 0 ? told : remember(told, look, now);
}

/** What a round remembers that another follows: what it was the first to tell, the next one tells, since only that is heard. */
export function untold<Kept>({ troubles, ...memory }: Memory<Kept>, atMs: number): Memory<Kept> {
  if (troubles === undefined) return memory;
  const all = Object.entries(troubles).map(([kind, trouble]) => {
    return [kind, trouble.toldAtMs === atMs ? { ...trouble, toldAtMs: null } : trouble] as const;
  });
  return { ...memory, troubles: Object.fromEntries(all) };
}

function knownTo<O, D, K>({ memory, was }: Round<O, D, K>): All {
  return (memory ?? was)?.troubles ?? {};
}

/** What was found; null where the look ended before anything could be. */
function find<Observation extends Observed<Kept>, Desired, Kept>(
  { capability }: Pick<Look<Observation, Desired, Kept>, 'capability'>,
  { observation, decision, outcome }: Entry<Observation, Desired, Kept>,
): FoundTroubles | null {
  const refused = outcome?.is === 'refused' && outcome.because;
  const met: FoundTroubles = refused ? { refused: { because: refused, sinceMs: null } } : {};
  if (observation === null || decision === null) return refused ? met : null;
  return { ...met, ...capability.troubles?.(observation, decision) };
}

/** What is to be remembered: what was found, and what was found a short while ago. */
function follow(known: All, found: FoundTroubles, atMs: number): All {
  const late = Object.entries(known).filter(([, { foundAtMs }]) => atMs - foundAtMs <= pauseMs);
  const before: All = Object.fromEntries(late);
  const now = (Object.entries(found) as [TroubleKind, FoundTrouble][]).map(([kind, { sinceMs: told }]) => {
    const sinceMs = Math.min(told ?? atMs, before[kind]?.sinceMs ?? atMs);
    const isDue = atMs - sinceMs >= (troubleCardOf(kind)?.afterSeconds ?? 0) * 1000;
    const toldAtMs = before[kind]?.toldAtMs ?? (isDue ? atMs : null);
    return [kind, { sinceMs, foundAtMs: atMs, toldAtMs }] as const;
  });
  return { ...before, ...Object.fromEntries(now) };
}

/** A subject of which there is no memory yet gets one where a tick brought it: it is configured, and no wrong name. */
function remember<Observation extends Observed<Kept>, Desired, Kept>(
  round: Round<Observation, Desired, Kept>,
  { signal }: Pick<Look<Observation, Desired, Kept>, 'signal'>,
  now: All,
): Round<Observation, Desired, Kept> {
  const memory = round.memory ?? round.was ?? (signal.kind === 'tick' ? blankMemory : null);
  if (memory === null) return round;
  const { troubles: _, ...rest } = memory;
  return { ...round, memory: Object.keys(now).length === 0 ? rest : { ...rest, troubles: now } };
}
