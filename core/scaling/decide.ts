import { fold } from '../guards.ts';
import type { Decision } from '../model/decision.ts';
import type { Because, Reason } from '../model/reason.ts';
import { askAgain } from './ask-again.ts';
import { boundsOf } from './bounds-of.ts';
import { policyKindOf } from './config/policy-kinds.ts';
import { askedOf, type Desired, isSame } from './desired.ts';
import type { Situation } from './guard.ts';
import { guards } from './guards/catalogue.ts';
import { remember } from './keep.ts';
import { followLaunches } from './launches.ts';
import { addNeed } from './needs.ts';
import type { Kept, Observation } from './observation.ts';
import { propose } from './policies/catalogue.ts';
import { withinMost } from './within-most.ts';

/** A look that sees something moving, or what nobody else watches, comes again after this long. */
const watchMs = 60_000;

/** What is right. Policies propose, the highest proposal wins, guards limit it in order. */
export function decide(observation: Observation): Decision<Desired, Kept> {
  const asked = askedOf(observation.capacity);
  const said = ask(observation);
  const wanted = said.highest ?? asked;
  const most = withinMost(observation, wanted);
  const needed = (most?.desired ?? wanted).units;
  const situation: Situation = {
    observation,
    launches: followLaunches(observation),
    needs: addNeed(observation, said.blind ? Math.max(needed, asked.units) : needed),
    silentSinceMs: said.blind ? (observation.memory.kept?.silentSinceMs ?? observation.atMs) : null,
  };
  const proposals = said.reasons.length;
  const again = said.highest === null ? null : askAgain(observation, situation.launches, wanted);
  if (again !== null) said.reasons.push({ by: 'overdue', ...again });
  if (most !== null) said.reasons.push({ by: 'bounds', ...most });
  const desired = fold(guards, situation, (most ?? again)?.desired ?? wanted, said.reasons);
  const unchanged = isSame(desired, asked);
  const withheld = unchanged ? null : withheldBecause(observation, desired);
  const change = unchanged || withheld !== null ? null : desired;
  return {
    desired,
    change,
    withheld,
    lowers: desired.units < asked.units,
    reasons: said.reasons,
    binding: bindingOf(said, proposals, wanted),
    keep: remember(situation, said.states),
    lookAgainAtMs: lookAgainAtMs(observation, desired, change, said.lookAgainAtMs),
  };
}

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

interface Said {
  reasons: Reason<Desired>[];
  highest: Desired | null;
  /** The index of the reason that proposed the highest. */
  winner: number;
  blind: boolean;
  states: Record<string, unknown>;
  lookAgainAtMs: number | null;
}

function ask(observation: Observation): Said {
  const said: Said = { reasons: [], highest: null, winner: 0, blind: false, states: {}, lookAgainAtMs: null };
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
    if (proposal.blind) said.blind = true;
    if (proposal.state !== undefined) said.states[key] = proposal.state;
    said.lookAgainAtMs = earliest(said.lookAgainAtMs, proposal.lookAgainAtMs ?? null);
  }
  return said;
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
  const moving = alarm === 'ALARM' || capacity.inFlight > 0 || change !== null;
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
