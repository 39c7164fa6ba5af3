import type { Decision } from '../../model/decision.ts';
import { isFloor } from '../beside/as-floor.ts';
import type { Desired } from '../desired.ts';
import type { Kept, Observation } from '../observation.ts';
import type { KeptTiers } from './kept-tiers.ts';
import { ownLoad } from './own-load.ts';
import { takenBy } from './takes.ts';
import { heardOf, type Passed, type PassedDemand, type Tier, type Tiers } from './tier.ts';

/** As many periods as lie between two full looks, and what a metric is late by. */
const mostSamples = 10;

interface Found {
  readonly decided: Decision<Desired, Kept>;
  readonly wants: number;
  readonly kept: KeptTiers;
  readonly isShort: boolean;
}

/** What a decision passes on. The observation is the one that was decided on, with what was passed on to it. */
export function passOn(observation: Observation, tiers: Tiers, { decided, wants, kept, isShort }: Found): Passed {
  const { capacity, config, atMs } = observation;
  const { mode } = config;
  const asked = decided.change?.units ?? capacity.asked;
  const passed = {
    schema: 1,
    acts: mode === 'on' || mode === 'scale-out-only',
    asked,
    running: capacity.running,
    wants,
    falls: asked < capacity.asked || (capacity.running > asked && !isFloor(observation)),
    short: isShort || wants > capacity.running,
    demand: demandOf(observation),
    serves: servesOf(observation, decided),
    heard: Object.fromEntries(
      tiers.upstream.flatMap((tier) => {
        const heard = heardOf(tier, atMs);
        return heard === null ? [] : [[tier.scalable, heard.wants]];
      }),
    ),
    saw: Object.fromEntries(
      tiers.downstream.flatMap(({ scalable, last }) => (last === null ? [] : [[scalable, last.atMs]])),
    ),
    takes: takenBy(observation, capacity.running),
    grants: Object.fromEntries(Object.entries(kept.grants).map(([scalable, { now }]) => [scalable, now])),
  } as const;
  return { ...passed, wakes: wakesOf(observation, tiers, passed, kept) };
}

/** What was foretold where a policy does that; else the newest that arrives. */
function servesOf(observation: Observation, { reasons }: Found['decided']): number | null {
  const told = reasons.map(({ because }) => because.perSecond).find((one) => typeof one === 'number');
  if (typeof told === 'number') return told;
  return ownLoad(observation)?.samples.at(-1)?.value ?? null;
}

function demandOf(observation: Observation): PassedDemand | null {
  const own = ownLoad(observation);
  if (own === null) return null;
  const samples = own.samples.slice(-mostSamples).map(({ atMs, value }) => [atMs, value] as const);
  return { periodSeconds: own.reading.periodSeconds, samples };
}

/**
 * Who is to look now: those behind that have not heard of what is wanted; those before that wait for what this decision says;
 * and as less is wanted here, those that go down first. Each is woken for news alone, so that nobody wakes another for ever.
 */
function wakesOf(
  observation: Observation,
  { upstream, downstream }: Tiers,
  passed: Omit<Passed, 'wakes'>,
  { falls }: KeptTiers,
): string[] {
  const { subject, atMs, memory } = observation;
  const before = memory.passes as Passed | undefined;
  const isFirstFall = (memory.kept?.tiers?.falls ?? null) === null;
  const isBehind = (tier: Tier) => {
    const heard = heardOf(tier, atMs)?.heard[subject] ?? 0;
    return passed.wants > passed.asked && heard < passed.wants;
  };
  const isBefore = (tier: Tier) => {
    const waits = heardOf(tier, atMs);
    if (waits === null || !waits.acts) return false;
    const { scalable } = tier;
    if (falls?.sinceMs === atMs && isFirstFall) return true;
    const isNews =
      (passed.heard[scalable] ?? 0) > (before?.heard[scalable] ?? 0) ||
      (passed.grants[scalable] ?? 0) > (before?.grants[scalable] ?? 0);
    return waits.wants > waits.asked && isNews;
  };
  return [...downstream.filter(isBehind), ...upstream.filter(isBefore)].map(({ scalable }) => scalable);
}
