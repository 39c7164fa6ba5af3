import { fold } from '../guards.ts';
import type { Decision } from '../model/decision.ts';
import type { Because, Reason } from '../model/reason.ts';
import { askAgain } from './ask-again.ts';
import { asFloor, isFloor } from './beside/as-floor.ts';
import { boundsOf } from './bounds-of.ts';
import { asCarrying, askedFor, awayUnits, shiftedBecause } from './carrying.ts';
import { policyKindOf } from './config/policy-kinds.ts';
import { deployingSince } from './deploying.ts';
import { askedOf, type Desired, isSame } from './desired.ts';
import type { Situation } from './guard.ts';
import { guards } from './guards/catalogue.ts';
import { remember } from './keep.ts';
import { followReadings } from './late-readings.ts';
import { followLaunches } from './launches.ts';
import { addNeed } from './needs.ts';
import type { Kept, Observation } from './observation.ts';
import { changeOfOthers, leftAlone, rememberOthers, tellOther } from './others.ts';
import { propose } from './policies/catalogue.ts';
import type { Proposal } from './policy.ts';
import { type Rivalry, rivalry } from './rivals.ts';
import { followSight, isBlindByHabit } from './sight.ts';
import { withinMost } from './within-most.ts';

/** A look that sees something moving, or what nobody else watches, comes again after this long. */
const watchMs = 60_000;

/** What is right. Policies propose, the highest proposal wins, guards limit it in order. */
export function decide(observation: Observation): Decision<Desired, Kept> {
  const asked = askedOf(observation.capacity);
  const carrying = asCarrying(observation);
  const said = ask(asFloor(carrying));
  const other = changeOfOthers(observation);
  const toCarry = said.highest ?? leftAlone(observation, other, askedOf(carrying.capacity));
  const wanted = askedFor(observation, toCarry);
  const most = withinMost(observation, wanted);
  const needed = (most?.desired ?? wanted).units;
  const situation: Situation = {
    observation,
    launches: followLaunches(observation),
    deployingSinceMs: deployingSince(observation),
    needs: addNeed(observation, said.unknown ? Math.max(needed, asked.units) : needed),
    ...lookOut(observation, said.blind),
    wanted: toCarry,
    foretold: foretoldBy(said),
  };
  const proposals = said.reasons.length;
  const shifted = shiftedBecause(observation, toCarry);
  if (shifted !== null) said.reasons.push({ by: 'zones', desired: wanted, because: shifted });
  const again =
    said.highest === null || isFloor(observation) ? null : askAgain(observation, situation.launches, wanted);
  const toldOther = tellOther(other, wanted);
  if (toldOther !== null) said.reasons.push({ by: 'others', ...toldOther });
  if (again !== null) said.reasons.push({ by: 'overdue', ...again });
  if (most !== null) said.reasons.push({ by: 'bounds', ...most });
  const desired = fold(guards, situation, (most ?? again)?.desired ?? wanted, said.reasons);
  const settled = bindingOf(said, proposals, toCarry);
  const rivals = rivalry(observation);
  if (rivals !== null) said.reasons.push({ by: 'rivals', desired: null, because: rivals.because });
  const asking = askFor(observation, desired, rivals);
  return {
    desired,
    ...asking,
    lowers: desired.units < asked.units,
    reasons: said.reasons,
    binding: asking.refused === undefined ? settled : said.reasons.length - 1,
    keep: remember(situation, desired, rememberOthers(observation, other, isUndone(asking)), said.states),
    lookAgainAtMs: lookAgainAtMs(observation, desired, asking.change, said.lookAgainAtMs),
  };
}

type Asking = Pick<Decision<Desired, Kept>, 'change' | 'withheld' | 'refused'>;

/** What is asked for of what is right, or why it is not. */
function askFor(observation: Observation, desired: Desired, rivals: Rivalry | null): Asking {
  if (rivals?.refused) return { change: null, withheld: null, refused: rivals.because };
  if (isSame(desired, askedOf(observation.capacity))) return { change: null, withheld: null };
  const withheld = withheldBecause(observation, desired);
  return { change: withheld === null ? desired : null, withheld };
}

/** Whether what others have set is found wrong, and changed as far as the mode allows. */
const isUndone = ({ change, withheld }: Asking) => change !== null || withheld !== null;

/** The last guard that changed something, else the policy that won; where none proposed anything, the last guard that spoke. */
function bindingOf({ reasons, highest, winner }: Said, proposals: number, wanted: Desired): number {
  let binding = highest === null && reasons.length > proposals ? reasons.length - 1 : winner;
  let desired = wanted;
  for (let index = proposals; index < reasons.length; index++) {
    const said = reasons[index]?.desired ?? desired;
    if (isSame(said, desired)) continue;
    desired = said;
    binding = index;
  }
  return binding;
}

/** What the policy that won says is to be served. */
function foretoldBy({ reasons, highest, winner }: Said): number | null {
  const perSecond = highest === null ? null : reasons[winner]?.because.perSecond;
  return typeof perSecond === 'number' ? perSecond : null;
}

/** What can be seen: how late readings are, which looks were blind, and since when nothing is seen for sure. */
function lookOut({ readings, memory, atMs }: Observation, blind: boolean) {
  const { lateness: before, sight: seen = null, silentSinceMs = null } = memory.kept ?? {};
  // Entries of 0.1.0 do not tell when their points were due.
  const tells = Object.values(readings).some(({ delaySeconds }) => delaySeconds !== undefined);
  const sight = tells ? followSight(seen, blind) : seen;
  const isSilent = blind || isBlindByHabit(sight);
  return {
    lateness: followReadings(before, readings, atMs),
    sight,
    silentSinceMs: isSilent ? (silentSinceMs ?? atMs) : null,
  };
}

interface Said {
  reasons: Reason<Desired>[];
  highest: Desired | null;
  /** The index of the reason that proposed the highest. */
  winner: number;
  blind: boolean;
  /** Whether somebody is blind who cannot tell what was needed just before either. */
  unknown: boolean;
  states: Record<string, unknown>;
  lookAgainAtMs: number | null;
}

function ask(observation: Observation): Said {
  const said: Said = {
    reasons: [],
    highest: null,
    winner: 0,
    blind: false,
    unknown: false,
    states: {},
    lookAgainAtMs: null,
  };
  const { policies } = observation.config;
  const kept = observation.memory.kept?.policies;
  for (let index = 0; index < policies.length; index++) {
    const policy = policies[index];
    if (policy === undefined) continue;
    const key = `${index}:${policy.kind}`;
    const proposal = propose(policy, observation, kept?.[key] ?? null);
    const { desired } = proposal;
    said.reasons.push({ by: policy.kind, desired, because: proposal.because });
    if (desired !== null && (said.highest === null || desired.units > said.highest.units)) {
      said.highest = desired;
      said.winner = index;
    }
    said.blind ||= proposal.blind;
    said.unknown ||= knowsNothing(proposal);
    if (proposal.state !== undefined) said.states[key] = proposal.state;
    said.lookAgainAtMs = earliest(said.lookAgainAtMs, proposal.lookAgainAtMs ?? null);
  }
  return said;
}

/** Blind, and not only to the newest points: it cannot tell what was needed just before either. */
function knowsNothing({ blind, brief }: Proposal): boolean {
  return blind && brief !== true;
}

function withheldBecause({ config, capacity }: Observation, { units }: Desired): Because | null {
  if (config.mode === 'on') return null;
  if (config.mode === 'scale-out-only' && units > capacity.asked) return null;
  return { says: 'the mode is {mode}', mode: config.mode };
}

function lookAgainAtMs(
  observation: Observation,
  desired: Desired,
  change: Desired | null,
  proposed: number | null,
): number | null {
  const { alarm, capacity, atMs } = observation;
  const moving = alarm === 'ALARM' || capacity.inFlight > 0 || change !== null || awayUnits(observation) > 0;
  const needed = moving || isUnwatched(observation) || waitsAtZero(observation, desired);
  return earliest(needed ? atMs + watchMs : null, proposed);
}

/** Whether what arrives may call for the first unit: a load divided by no units is nothing that an alarm can watch. */
function waitsAtZero(observation: Observation, { units }: Desired): boolean {
  if (units > 0 || boundsOf(observation).max === 0) return false;
  return observation.config.policies.some((policy) => (policyKindOf(policy).raisesFromZero(policy)?.length ?? 0) > 0);
}

/** Whether it is decided by what no alarm can watch; then nobody else wakes this scalable in time. */
function isUnwatched({ readings }: Observation): boolean {
  for (const name in readings) if (readings[name]?.wakes === false) return true;
  return false;
}

function earliest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
