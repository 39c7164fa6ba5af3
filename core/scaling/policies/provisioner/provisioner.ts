import { bothSights, clear, type ReadingSight, sightOf } from '../../../readings/newest.ts';
import { beyondShare } from '../../beyond-share.ts';
import { kindOf, waysOf } from '../../config/policies/any-kind/ways.ts';
import type { PolicyConfig } from '../../config/policy-kinds.ts';
import type { Desired } from '../../desired.ts';
import { leadSecondsOf } from '../../lead-time.ts';
import type { Observation } from '../../observation.ts';
import type { Policy, Proposal } from '../../policy.ts';
import { noValue } from '../no-value.ts';
import { withContradiction } from '../with-contradiction.ts';
import { withDeadBand } from './dead-band.ts';
import { type HeldByKind, heldBy, hold } from './held.ts';
import { blank, type Learned, noPeaks } from './learned.ts';
import { mostKept } from './most-kept.ts';
import { type Need, needsOf } from './need.ts';
import { apartUnits, meanUnits } from './parts.ts';
import { noReserve, type Reserve } from './reserve.ts';
import { sized } from './serving/learned-unit.ts';
import { limit, limitedBecause } from './serving/limit.ts';
import { nothingServed, type Serving } from './serving/serving.ts';
import { type Case, type Known, takeIn } from './taking-in.ts';
import { type Keeps, tellNeed } from './tell-need.ts';
import { untilKnown } from './until-known.ts';
import { windowOf } from './window-of.ts';

/** What a provisioner keeps. */
interface Kept {
  readonly schema: 1;
  /** Without its peaks where they were not learned yet. */
  readonly learned: Learned | Omit<Learned, keyof typeof noPeaks>;
  /** How full units are and what they can serve; left out where nothing tells it. */
  readonly serving?: Serving;
  /** What is asked for on top since units fell short; left out where nothing is. */
  readonly reserve?: Reserve;
  readonly held: HeldByKind;
}

/**
 * Asks for what a learned demand will need over the lead time; down only to the highest need of the hold, of which no more is
 * kept than the highest demand that is known would need. Of several ways the mean of what each keeps is asked for. While its
 * reading is silent it goes on from what it knows, which may raise and never lower. Why: docs/decisions/0010 and 0086.
 */
export const provisioner: Policy<'provisioner'> = (policy, observation, state) => {
  const reading = observation.readings[policy.reading];
  const stored = state as Kept | null;
  if (reading === undefined)
    return stored === null ? noValue(policy.reading) : { ...noValue(policy.reading), state: stored };
  const window = windowOf(observation.atMs, reading.periodSeconds, leadSecondsOf(observation));
  const these: Case = { policy, observation, reading, window };
  const before = knownOf(stored);
  const known = takeIn(before, these);
  const lately = sized(policy, known.serving);
  const heldBefore = stored?.held ?? {};
  if (lately === null) return whileUnknown(these, known, heldBefore);
  if (known.learned.at < 0) return noValue(policy.reading);
  const needs = needsOf(known, known.learned !== before.learned, lately, these);
  const most = mostKept(lately, known.learned);
  const keeps = needs.map((need) => keep(need, most, heldBefore, observation.atMs));
  const kept = meanUnits(keeps);
  const wanted = withDeadBand(kept, observation.capacity.asked, apartUnits(keeps));
  const because = tellNeed(policy, { keeps, kept, wanted }, lately);
  const sight = bothSights(sightOf(reading), sightOfStrain(policy, observation));
  const held = Object.fromEntries(keeps.map((one) => [one.kind, one.held]));
  const proposal = { desired: { units: wanted }, because, ...sight, state: stateOf(policy, known, held) };
  return policy.strain == null
    ? proposal
    : underStrain(limited(proposal, known, observation), policy.strain, observation);
};

/** What one way keeps: the highest need of its hold, of that no more than the highest demand that is known would need. */
function keep(need: Need, most: number, before: HeldByKind, atMs: number): Keeps {
  const held = hold(heldBy(before, need.kind), atMs, need.policy.holdSeconds, need.units);
  const highest = held[0]?.[1] ?? need.units;
  return { ...need, held, highest, kept: Math.min(highest, Math.max(need.plain, most)) };
}

/** What is asked for while nobody knows what a unit serves, held as ever. */
function whileUnknown({ policy, observation }: Case, known: Known, before: HeldByKind): Proposal {
  const proposal = untilKnown(policy, observation, known.serving);
  const holds = waysOf(policy).map((way) => {
    const kind = kindOf(way);
    const held = hold(heldBy(before, kind), observation.atMs, way.holdSeconds, proposal.desired.units);
    return { kind, weight: way.weight, held, kept: held[0]?.[1] ?? proposal.desired.units };
  });
  const units = meanUnits(holds);
  const held = Object.fromEntries(holds.map((one) => [one.kind, one.held]));
  const safe = { ...proposal, desired: { units }, state: stateOf(policy, known, held) };
  return policy.strain == null ? safe : underStrain(safe, policy.strain, observation);
}

function knownOf(kept: Kept | null): Known {
  const { learned, serving = nothingServed, reserve = noReserve } = kept ?? {};
  return { learned: learned === undefined ? blank() : withPeaks(learned), serving, reserve };
}

function withPeaks(learned: Kept['learned']): Learned {
  return 'peaks' in learned ? learned : { ...noPeaks, ...learned };
}

function sightOfStrain({ strain }: PolicyConfig<'provisioner'>, { readings }: Observation): ReadingSight {
  return strain == null ? clear : sightOf(readings[strain.utilisation]);
}

/** What units that are full, or unlike, make of a proposal. */
function limited(
  proposal: Proposal & { readonly desired: Desired },
  { serving }: Known,
  { capacity }: Observation,
): Proposal {
  const wanted = proposal.desired.units;
  const units = limit(serving, capacity, wanted);
  if (units === wanted) return proposal;
  return { ...proposal, desired: { units }, because: limitedBecause(serving, capacity, wanted, units) };
}

type Strain = NonNullable<PolicyConfig<'provisioner'>['strain']>;

/** Units that nobody can count, and a share that is none, teach nothing and lower nothing. */
function underStrain(proposal: Proposal, { utilisation }: Strain, observation: Observation): Proposal {
  const beyond = beyondShare(utilisation, observation.readings[utilisation]);
  if (beyond !== null) return { ...proposal, because: beyond, blind: true, brief: false };
  return withContradiction(proposal, observation);
}

function stateOf(
  { strain, unitPerSecond }: PolicyConfig<'provisioner'>,
  { learned, serving, reserve }: Known,
  held: HeldByKind,
): Kept {
  const isTold = strain == null && unitPerSecond !== null;
  const state: Kept = isTold ? { schema: 1, learned, held } : { schema: 1, learned, serving, held };
  return reserve === noReserve ? state : { ...state, reserve };
}
