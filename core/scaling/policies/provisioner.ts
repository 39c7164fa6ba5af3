import type { PolicyConfig } from '../../model/kinds.ts';
import type { Reading } from '../../model/reading.ts';
import { leadSecondsOf } from '../lead-time.ts';
import { isBlind } from '../newest.ts';
import type { Observation } from '../observation.ts';
import type { Policy, Proposal } from '../policy.ts';
import { absorb, type Demand, foresee } from '../provisioning/learn.ts';
import { blank, copyOf, type Learned } from '../provisioning/learned.ts';
import { unitsFor } from '../provisioning/units-for.ts';
import { leastShare, wantedPerSecond } from '../provisioning/wanted.ts';
import { windowOf } from '../provisioning/window-of.ts';
import { follow } from '../serving/follow.ts';
import { limit, limitedBecause, unitsUnderStrain } from '../serving/limit.ts';
import { periodOf } from '../serving/period-of.ts';
import { nothingServed, type Serving } from '../serving/serving.ts';
import { isUnusual, taughtPerSecond } from '../serving/taught.ts';
import { noValue } from './no-value.ts';

/** What a provisioner keeps. */
interface Kept {
  readonly schema: 1;
  readonly learned: Learned;
  /** How full units are and what they can serve; left out where nothing tells it. */
  readonly serving?: Serving;
  /** Needs of the hold, oldest first, each higher than all after it: time and units. */
  readonly held: readonly (readonly [number, number])[];
}

/**
 * Asks for what a learned demand will need over the lead time; down only to the highest need of the hold. While its reading
 * is silent it goes on from what it knows, which may raise and never lower.
 */
export const provisioner: Policy<'provisioner'> = (policy, observation, state) => {
  const reading = observation.readings[policy.reading];
  const kept = state as Kept | null;
  if (reading === undefined)
    return kept === null ? noValue(policy.reading) : { ...noValue(policy.reading), state: kept };
  const window = windowOf(observation.atMs, reading.periodSeconds, leadSecondsOf(observation));
  const before = kept?.learned ?? blank();
  const { learned, serving } = takeIn(before, kept?.serving ?? nothingServed, reading, policy, observation, window);
  if (learned.at < 0) return noValue(policy.reading);
  const forecast = foresee(learned, window, learned !== before);
  const perSecond = wantedPerSecond(policy.asking, learned, forecast);
  const blind = isBlind(reading);
  if (policy.strain == null) {
    const units = unitsFor(policy, perSecond);
    const held = hold(kept?.held ?? [], observation, policy.holdSeconds, units);
    return propose(policy, blind, perSecond, units, highestOf(held, units), { schema: 1, learned, held });
  }
  const units = unitsUnderStrain(policy, serving, learned, perSecond);
  const held = hold(kept?.held ?? [], observation, policy.holdSeconds, units);
  const highest = highestOf(held, units);
  const proposal = propose(
    policy,
    blind || isBlind(observation.readings[policy.strain.utilisation]),
    perSecond,
    units,
    highest,
    { schema: 1, learned, serving, held },
  );
  const desired = limit(serving, observation.capacity, highest);
  if (desired === highest) return proposal;
  return { ...proposal, desired, because: limitedBecause(serving, observation.capacity, highest, desired) };
};

/** What is learned with the values that are new; the same objects where none is. */
function takeIn(
  before: Learned,
  servedBefore: Serving,
  { samples, periodSeconds }: Reading,
  { unitPerSecond, strain }: PolicyConfig<'provisioner'>,
  observation: Observation,
  window: ReturnType<typeof windowOf>,
): { learned: Learned; serving: Serving } {
  let learned = before;
  let serving = servedBefore;
  for (const sample of samples) {
    if (sample.is !== 'value') continue;
    const at = Math.floor(sample.atMs / (periodSeconds * 1000));
    if (at <= learned.at) continue;
    if (learned === before) learned = copyOf(before);
    let demand: Demand = { at, perSecond: sample.value };
    if (strain != null) {
      serving = follow(serving, periodOf(strain, observation, sample, periodSeconds), unitPerSecond);
      demand = { at, perSecond: taughtPerSecond(serving, sample.value), unusual: isUnusual(serving) };
    }
    absorb(learned, demand, leastShare * unitPerSecond, window);
  }
  return { learned, serving };
}

function hold(
  before: Kept['held'],
  { atMs }: Observation,
  holdSeconds: number,
  units: number,
): readonly (readonly [number, number])[] {
  const sinceMs = atMs - holdSeconds * 1000;
  const held = before.filter(([needAtMs, needed]) => needAtMs > sinceMs && needed > units);
  held.push([atMs, units]);
  return held;
}

function highestOf([highest]: Kept['held'], units: number): number {
  return highest?.[1] ?? units;
}

const sentences = {
  rate: '{reading} was last so that {units} units serve it at {target} of what they can; {highest} is the highest of {holdSeconds} s',
  envelope:
    '{perSecond} of {reading} are {deviations} deviations above the mean of {periods} periods; {units} units serve that, and {highest} is the highest of {holdSeconds} s',
  'window-maximum':
    '{reading} is to reach at most {perSecond} within the lead; {units} units serve that, and {highest} is the highest of {holdSeconds} s',
} as const;

function propose(
  { reading, asking, holdSeconds }: PolicyConfig<'provisioner'>,
  blind: boolean,
  perSecond: number,
  units: number,
  highest: number,
  state: Kept,
): Proposal {
  const told = { says: sentences[asking.by], reading, perSecond, units, highest, holdSeconds, ...asking };
  return { desired: highest, because: told, blind, state };
}
