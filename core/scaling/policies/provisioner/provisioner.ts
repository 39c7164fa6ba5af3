import { isBlind } from '../../../readings/newest.ts';
import type { Reading } from '../../../readings/reading.ts';
import { runningAt } from '../../capacity-at.ts';
import type { PolicyConfig } from '../../config/kinds.ts';
import { leadSecondsOf } from '../../lead-time.ts';
import type { Observation } from '../../observation.ts';
import type { Policy, Proposal } from '../../policy.ts';
import { noValue } from '../no-value.ts';
import { withDeadBand } from './dead-band.ts';
import { degradedFloor } from './degraded-floor.ts';
import type { Window } from './features.ts';
import { type Held, hold } from './held.ts';
import { absorb, type Demand, foresee } from './learn.ts';
import { blank, copyOf, type Learned, usualPerSecond } from './learned.ts';
import { noReserve, type Reserve, withReserve } from './reserve.ts';
import { reserveAfter } from './reserve-after.ts';
import { follow } from './serving/follow.ts';
import { limit, limitedBecause, underStrain, unitsUnderStrain } from './serving/limit.ts';
import { periodOf } from './serving/period-of.ts';
import { isOverrun, nothingServed, type Serving } from './serving/serving.ts';
import { isUnusual, taughtPerSecond } from './serving/taught.ts';
import { unitsFor } from './units-for.ts';
import { leastShare, wantedPerSecond } from './wanted.ts';
import { windowOf } from './window-of.ts';

/** What a provisioner keeps. */
interface Kept {
  readonly schema: 1;
  readonly learned: Learned;
  /** How full units are and what they can serve; left out where nothing tells it. */
  readonly serving?: Serving;
  /** What is asked for on top since units fell short; left out where nothing is. */
  readonly reserve?: Reserve;
  readonly held: Held;
}

/**
 * Asks for what a learned demand will need over the lead time; down only to the highest need of the hold. While its reading
 * is silent it goes on from what it knows, which may raise and never lower.
 */
export const provisioner: Policy<'provisioner'> = (policy, observation, before) => {
  const reading = observation.readings[policy.reading];
  const kept = before as Kept | null;
  if (reading === undefined)
    return kept === null ? noValue(policy.reading) : { ...noValue(policy.reading), state: kept };
  const window = windowOf(observation.atMs, reading.periodSeconds, leadSecondsOf(observation));
  const known: Taken = {
    learned: kept?.learned ?? blank(),
    serving: kept?.serving ?? nothingServed,
    reserve: kept?.reserve ?? noReserve,
  };
  const taken = takeIn(known, reading, { policy, observation, window });
  const { learned, serving, reserve } = taken;
  if (learned.at < 0) return noValue(policy.reading);
  const forecast = foresee(learned, window, learned !== known.learned);
  const blind = isBlind(reading);
  const silentSinceMs = blind ? (observation.memory.kept?.silentSinceMs ?? null) : null;
  const least = degradedFloor(learned, window, observation, silentSinceMs);
  const perSecond = wantedPerSecond(policy.asking, learned, forecast, least);
  const plain =
    policy.strain == null ? unitsFor(policy, perSecond) : unitsUnderStrain(policy, serving, learned, perSecond);
  const units = withReserve(reserve, plain);
  const held = hold(kept?.held ?? [], observation.atMs, policy.holdSeconds, units);
  const highest = highestOf(held, units);
  const wanted = withDeadBand(highest, observation.capacity.asked);
  const asks = { perSecond, plain, units, highest, wanted };
  const state = stateOf(policy, taken, held);
  if (policy.strain == null) return propose(policy, blind, asks, state);
  const isBlindToStrain = blind || isBlind(observation.readings[policy.strain.utilisation]);
  const proposal = propose(policy, isBlindToStrain, asks, state);
  const limited = limit(serving, observation.capacity, wanted);
  if (limited === wanted) return proposal;
  const because = limitedBecause(serving, observation.capacity, wanted, limited);
  return { ...proposal, desired: { units: limited }, because };
};

/** By what, and in what, something is learned. */
interface Look {
  readonly policy: PolicyConfig<'provisioner'>;
  readonly observation: Observation;
  readonly window: Window;
}

interface Taken {
  readonly learned: Learned;
  readonly serving: Serving;
  readonly reserve: Reserve;
}

function stateOf({ strain }: PolicyConfig<'provisioner'>, { learned, serving, reserve }: Taken, held: Held): Kept {
  const state: Kept = strain == null ? { schema: 1, learned, held } : { schema: 1, learned, serving, held };
  return reserve === noReserve ? state : { ...state, reserve };
}

/** What is learned with the values that are new; the same objects where none is. */
function takeIn(before: Taken, { samples, periodSeconds }: Reading, { policy, observation, window }: Look): Taken {
  let { learned, serving, reserve } = before;
  const { unitPerSecond, strain } = policy;
  for (const sample of samples) {
    if (sample.is !== 'value') continue;
    const at = Math.floor(sample.atMs / (periodSeconds * 1000));
    if (at <= learned.at) continue;
    if (learned === before.learned) learned = copyOf(before.learned);
    let demand: Demand = { at, perSecond: sample.value };
    if (strain != null) {
      serving = follow(serving, periodOf(strain, observation, sample, periodSeconds), unitPerSecond);
      demand = { at, perSecond: taughtPerSecond(serving, sample.value), unusual: isUnusual(serving) };
    }
    absorb(learned, demand, leastShare * unitPerSecond, window);
    const units = runningAt(observation, sample, periodSeconds);
    // Of units that were overrun nobody knows by how much they fell short: retries count requests twice.
    if (units === null || isUnusual(serving) || isOverrun(serving)) continue;
    const served = { ...demand, units, usualPerSecond: usualPerSecond(learned) };
    reserve = reserveAfter(reserve, underStrain(policy, serving), served, window.periods);
  }
  return { learned, serving, reserve };
}

function highestOf([highest]: Held, units: number): number {
  return highest?.[1] ?? units;
}

const sentences = {
  rate: '{reading} was last so that {units} units serve it at {target} of what they can; {highest} is the highest of {holdSeconds} s',
  envelope:
    '{perSecond} of {reading} are {deviations} deviations above the mean of {periods} periods; {units} units serve that, and {highest} is the highest of {holdSeconds} s',
  'window-maximum':
    '{reading} is to reach at most {perSecond} within the lead; {units} units serve that, and {highest} is the highest of {holdSeconds} s',
} as const;
const reserved =
  '{perSecond} of {reading} are to be served, for which {plain} units do; units have fallen short, so {units} are wanted for a while, and {highest} is the highest of {holdSeconds} s';
const spared = '; {wanted} leave room for a little more';

interface Asks {
  readonly perSecond: number;
  /** Units that serve it, and with what is in reserve. */
  readonly plain: number;
  readonly units: number;
  /** The highest need of the hold, and with what may be spare. */
  readonly highest: number;
  readonly wanted: number;
}

function propose(
  { reading, asking, holdSeconds }: PolicyConfig<'provisioner'>,
  blind: boolean,
  { perSecond, plain, units, highest, wanted }: Asks,
  state: Kept,
): Proposal {
  const says = `${units === plain ? sentences[asking.by] : reserved}${wanted === highest ? '' : spared}`;
  const told = { says, reading, perSecond, plain, units, highest, wanted, holdSeconds, ...asking };
  return { desired: { units: wanted }, because: told, blind, state };
}
