import type { Decision } from '../../model/decision.ts';
import type { Reason } from '../../model/reason.ts';
import type { Desired } from '../desired.ts';
import type { Kept, Observation } from '../observation.ts';
import { apportion } from './apportion.ts';
import { floorOf } from './floor-of.ts';
import { goesDownFirst } from './goes-down.ts';
import { type KeptTiers, noTiers } from './kept-tiers.ts';
import { ownLoad } from './own-load.ts';
import { type PassedDown, passDown } from './pass-down.ts';
import { passOn } from './pass-on.ts';
import { heldTaking, takenBy, toldConnections } from './takes.ts';
import { heardOf, isWaitedFor, type Tiers } from './tier.ts';
import { learnVisits, type Visits } from './visits.ts';

/** A scalable that is held back for another's sake looks again this soon, should nobody wake it. */
const soonMs = 60_000;

/** What is right of a scalable that needs others, or that others need. */
export function inOrder(
  observation: Observation,
  tiers: Tiers,
  decideOne: (observation: Observation) => Decision<Desired, Kept>,
): Decision<Desired, Kept> {
  const before = observation.memory.kept?.tiers ?? noTiers;
  const isShort = tiers.upstream.some((tier) => heardOf(tier, observation.atMs)?.short);
  const visits = learned(observation, tiers, before, isShort);
  const { readings, told } = passDown(observation, tiers.upstream, visits);
  const decided = withPassed(decideOne({ ...observation, readings }), observation, told);
  const held = heldIn(decided.reasons);
  const kept = follow(observation, tiers, before, { decided, held, visits, isShort });
  const isHeld = held.up !== null || held.down !== null;
  return {
    ...decided,
    keep: { ...decided.keep, tiers: kept },
    passes: passOn({ ...observation, readings }, tiers, {
      decided,
      wants: held.up ?? decided.desired.units,
      kept,
      isShort,
    }),
    lookAgainAtMs: isHeld ? sooner(decided.lookAgainAtMs, observation.atMs + soonMs) : decided.lookAgainAtMs,
  };
}

const sooner = (one: number | null, other: number) => (one === null ? other : Math.min(one, other));

/** Periods in which not all came through teach nothing, now or later. */
function learned(
  observation: Observation,
  { upstream }: Tiers,
  { visits, wasShort }: KeptTiers,
  isShort: boolean,
): Visits | undefined {
  const own = ownLoad(observation);
  const newest = own?.samples.at(-1);
  if (own === null || newest === undefined || upstream.length === 0) return visits;
  if (!isShort && !wasShort) {
    return learnVisits(visits, upstream, { ...own.reading, samples: own.samples }, observation.atMs);
  }
  return visits === undefined ? undefined : { ...visits, atMs: Math.max(visits.atMs, newest.atMs) };
}

/** The judgements that rest on what was passed on say so. */
function withPassed(
  decided: Decision<Desired, Kept>,
  { config }: Observation,
  told: PassedDown | null,
): Decision<Desired, Kept> {
  if (told === null) return decided;
  const { from, passed, measured } = told;
  const reasons = decided.reasons.map((reason, index): Reason<Desired> => {
    if (index >= config.policies.length || reason.desired === null) return reason;
    const says = `${reason.because.says}; {from} is short of units, so {passed} count that it will pass on, where {measured} arrive`;
    return { ...reason, because: { ...reason.because, says, from, passed, measured } };
  });
  return { ...decided, reasons };
}

/** What was wanted before another tier had its say, up and down; null where none had. */
interface Held {
  readonly up: number | null;
  readonly down: number | null;
  /** Units that connections called for, where that changed anything. */
  readonly taking: number;
}

function heldIn(reasons: readonly Reason<Desired>[]): Held {
  const wantedBy = (by: string) => {
    const wanted = reasons.find((reason) => reason.by === by)?.because.wanted;
    return typeof wanted === 'number' ? wanted : null;
  };
  const taking = reasons.find(({ by }) => by === 'upstream')?.because.called;
  return {
    up: wantedBy('downstream'),
    down: wantedBy('upstream'),
    taking: typeof taking === 'number' ? taking : 0,
  };
}

interface Found {
  readonly decided: Decision<Desired, Kept>;
  readonly held: Held;
  readonly visits: Visits | undefined;
  readonly isShort: boolean;
}

/** What the next look will want to know. */
function follow(
  observation: Observation,
  { upstream, downstream }: Tiers,
  before: KeptTiers,
  { decided, held, visits, isShort }: Found,
): KeptTiers {
  const { atMs, subject, capacity } = observation;
  const wants = held.up ?? decided.desired.units;
  const less = held.down === null ? decided.desired.units : Math.max(held.down, floorOf(observation));
  const mayFall = observation.config.mode === 'on' && upstream.length > 0;
  const takes = takenBy(observation, mayFall ? Math.min(capacity.running, less) : capacity.running);
  const told = toldConnections(observation);
  return {
    ...(visits !== undefined && { visits }),
    grants: takes === null ? {} : apportion(before.grants, { subject, upstream, takes, atMs }),
    ...(told !== null && { told }),
    ...(held.taking > 0 && { taking: heldTaking(observation, held.taking) }),
    waitsSinceMs: waitsSince(observation, downstream, wants, before.waitsSinceMs),
    falls: mayFall && less < capacity.asked ? fallsSince(observation, less, before.falls) : null,
    wasShort: isShort,
  };
}

/** Since when those behind have not been looked at while more is wanted than they have heard of. */
function waitsSince(
  { atMs, subject, capacity }: Observation,
  downstream: Tiers['downstream'],
  wants: number,
  before: number | null,
): number | null {
  const unheard = downstream.filter((tier) => {
    return isWaitedFor(tier, atMs) && (tier.last?.passed.heard[subject] ?? 0) < wants;
  });
  if (wants <= capacity.asked || unheard.length === 0) return null;
  const isDeaf = before !== null && unheard.some(({ last }) => (last?.atMs ?? 0) <= before);
  return isDeaf ? before : atMs;
}

/** Since when so few are wanted; the fewest count for which those before have not had their turn yet. */
function fallsSince(observation: Observation, less: number, before: KeptTiers['falls']): KeptTiers['falls'] {
  const isTurn = before === null || goesDownFirst(observation) === null;
  return isTurn ? { sinceMs: observation.atMs, wants: less } : { ...before, wants: Math.max(before.wants, less) };
}
