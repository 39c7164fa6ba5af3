import { fold } from '../guards.ts';
import type { Decision } from '../model/decision.ts';
import type { Because, Reason } from '../model/reason.ts';
import { advise, adviseZones } from './advise.ts';
import { allocationText } from './allocation-text.ts';
import { bookingsNow } from './bookings-now.ts';
import { coarseBecause } from './coarse-weights.ts';
import { driftOf, same } from './drift.ts';
import { guards } from './guards/catalogue.ts';
import { learn } from './learn.ts';
import type { Allocation, Kept, Observation, Shares, WeightOverride, Weights } from './observation.ts';
import { propose } from './propose.ts';
import { reservationNow } from './reservation-now.ts';
import { isBaking, shiftNow } from './shift.ts';
import type { Situation } from './situation.ts';
import { sharesOf, totalOf, weightsIn, weightsOf } from './weights.ts';
import { leaveZonesOut } from './zones.ts';

/** A look that sees something moving comes again after this long. */
const watchMs = 60_000;

/** Which weights, attributes and reservation are right. Capacity proposes, guards limit in order. */
export function decide(observation: Observation): Decision<Allocation, Kept> {
  const { situation, keep } = learned(observation);
  const { reasons, shares, binding } = judge(situation);
  const { free, beside } = unpaused(situation, shares);
  const paused = isAsItIs(situation, free) ? null : pausedBecause(observation, free);
  const desired = paused === null ? free : { weights: situation.weights, attributes: {}, reservedUnits: null };
  const differs = !isAsItIs(situation, desired);
  const withheld = differs ? withheldBecause(observation) : null;
  const change = differs && withheld === null ? desired : null;
  for (const [by, told] of Object.entries(beside))
    for (const one of told) reasons.push({ by, desired: free, because: one });
  if (paused !== null) reasons.push({ by: 'pause', desired, because: paused });
  return {
    desired,
    change,
    withheld,
    lowers: differs && lowers(situation, desired),
    reasons,
    binding: paused === null ? binding : reasons.length - 1,
    keep,
    lookAgainAtMs: lookAgainAtMs(situation, differs),
  };
}

/** What is right if nobody has paused it, and what is said beside the weights, by who says it. */
function unpaused(
  situation: Situation,
  shares: Shares | null,
): { readonly free: Allocation; readonly beside: Readonly<Record<string, readonly Because[]>> } {
  const { observation, standings, shift } = situation;
  const { attributes, because } = advise(observation, standings);
  const reservation = reservationNow(observation);
  const booking = bookingsNow(observation, shift);
  const weights = shares === null ? situation.weights : toWeights(situation, shares);
  const free = {
    weights,
    attributes,
    reservedUnits: reservation?.capacityUnits ?? null,
    ...(booking.bookings !== null && { bookings: booking.bookings }),
  };
  const beside = {
    bookings: booking.because,
    weights: coarseBecause(situation, weights, shares),
    attributes: because,
    zones: adviseZones(observation),
    reservation: reservation === null ? [] : [reservation.because],
  };
  return { free, beside };
}

function learned(observation: Observation): { situation: Situation; keep: Kept } {
  const weights = weightsIn(observation.groups);
  const shift = shiftNow(observation);
  const { standings, learnedAtMs } = learn(observation);
  const zonesOut = leaveZonesOut(observation, standings);
  const { drifted, asserted } = driftOf(observation, weights);
  const situation = { observation, standings, zonesOut, shift, weights, shares: sharesOf(weights), drifted };
  return { situation, keep: { schema: 1, standings, learnedAtMs, zonesOut, shift, asserted } };
}

interface Judged {
  readonly reasons: Reason<Allocation>[];
  readonly shares: Shares | null;
  readonly binding: number;
}

/** The proposal and what the guards make of it. The last that changed something settles it. */
function judge(situation: Situation): Judged {
  const { shares: proposed, because } = propose(situation.observation);
  if (proposed === null) return { reasons: [reason('capacity', situation, null, because)], shares: null, binding: 0 };
  const said: Reason<Shares>[] = [{ by: 'capacity', desired: proposed, because }];
  const shares = fold(guards, situation, proposed, said);
  const reasons = said.map((one) => reason(one.by, situation, one.desired, one.because));
  if (situation.drifted && situation.observation.config.drift === 'reassert') {
    const says = 'somebody else has changed the weights, and they are set again';
    reasons.push(reason('drift', situation, shares, { says }));
  }
  return { reasons, shares, binding: said.length - 1 };
}

function reason(by: string, situation: Situation, shares: Shares | null, because: Because): Reason<Allocation> {
  const weights = shares === null ? null : toWeights(situation, shares);
  return { by, desired: weights === null ? null : { weights, attributes: {}, reservedUnits: null }, because };
}

/** Shares that are what the weights come to are those weights, so that a fixed point makes no call. */
function toWeights({ observation: { action }, shares: now, weights }: Situation, shares: Shares): Weights {
  if (now !== null && shares === now) return weights;
  const lingers = action.sticky && Object.values(weights).includes(0);
  if (now !== null && !lingers && isAlike(shares, now)) return weights;
  const made = action.otherGroups === 0 ? weightsOf(shares, action) : weightsOf(shares, action, totalOf(weights));
  return totalOf(made) === 0 ? weights : made;
}

function isAlike(shares: Shares, now: Shares): boolean {
  return Object.entries(shares).every(([name, share]) => Math.abs(share - (now[name] ?? 0)) < 1e-9);
}

function isAsItIs({ weights }: Situation, desired: Allocation): boolean {
  const { attributes, reservedUnits, bookings } = desired;
  const nothingElse = Object.keys(attributes).length === 0 && reservedUnits === null && bookings === undefined;
  return nothingElse && same(weights, desired.weights);
}

/** Reserved capacity that is given up, or a group with healthy units that is to get nothing any more. */
function lowers({ observation, weights }: Situation, desired: Allocation): boolean {
  const { reservation, groups } = observation;
  if (desired.reservedUnits !== null && desired.reservedUnits < (reservation?.units ?? 0)) return true;
  return Object.entries(desired.weights).some(
    ([name, weight]) => !weight && (weights[name] ?? 0) > 0 && (groups[name]?.healthy ?? 0) > 0,
  );
}

/** Why nothing at all is changed, and what would be without it; null where nobody has paused it. */
function pausedBecause({ overrides, atMs }: Observation, free: Allocation): Because | null {
  const pause = overrides.find((one): one is WeightOverride => one.kind === 'pause' && one.untilMs > atMs);
  if (pause === undefined) return null;
  const { untilMs, note, by = null } = pause;
  const says = `paused by hand${by === null ? '' : ' by {by}'}, and {withoutIt} would be set without it: {note}`;
  return { says, withoutIt: allocationText(free), note, untilMs, ...(by !== null && { by }) };
}

function withheldBecause({ config }: Observation): Because | null {
  return config.mode === 'on' ? null : { says: 'the mode is {mode}', mode: config.mode };
}

function lookAgainAtMs({ observation, standings, zonesOut, shift }: Situation, differs: boolean): number | null {
  const { atMs, groups, config } = observation;
  const isWorking = shift !== null && (shift.is === 'shifting' || shift.is === 'held');
  const bakes = shift !== null && config.shift !== null && isBaking(config.shift, shift, atMs);
  const isUneasy = Object.values(standings).some(({ factor }) => factor < 1);
  const isSettling = Object.values(groups).some(({ starting, unhealthy }) => starting > 0 || unhealthy > 0);
  if (differs || isWorking || bakes || isUneasy || isSettling || Object.keys(zonesOut).length > 0)
    return atMs + watchMs;
  return null;
}
