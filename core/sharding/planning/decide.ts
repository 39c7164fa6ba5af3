import type { Decision } from '../../model/decision.ts';
import { type Because, type Reason, tell } from '../../model/reason.ts';
import { makePlan } from './make-plan.ts';
import { nextMoves } from './next-moves.ts';
import type { Kept, Observation, ShardingStep } from './observation.ts';
import { unpackSituation } from './packed-situation.ts';
import { Placement } from './placement.ts';
import type { PlanningSituation } from './situation.ts';

/** Too full for less than this may pass by itself. */
const patienceMs = 30 * 60_000;
/** Loads older than this say nothing of now: an hour is written while it lasts. */
const staleMs = 2 * 3_600_000;
/** How soon to look while a plan runs. */
const followMs = 60_000;

type Sharding = Decision<ShardingStep, Kept>;

const nothing: ShardingStep = { plan: null, begin: [], end: null };

/**
 * What to do about the shards of a keyspace now. A plan that runs goes on, whoever began it. Else one is made once the
 * fullest shard has been too full for long enough, and again until none is; the mode says whether it is begun.
 */
export function decide(observation: Observation): Sharding {
  const situation = unpackSituation(observation.situation);
  if (observation.running !== null) return goOn(observation, observation.running, situation);
  if (observation.mode === 'off') return rest(blank, { says: 'the mode is off' });
  const silence = silenceOf(observation);
  if (silence !== null) return rest(observation.memory.kept ?? blank, silence);
  const { keep, waits } = unrest(observation, situation);
  return waits === null ? propose(observation, keep, situation) : rest(keep, waits);
}

const blank: Kept = { schema: 1, aboveSinceMs: null, settling: false };

function silenceOf({ measuredAtMs, atMs }: Observation): Because | null {
  if (measuredAtMs === null) return { says: 'no load has been measured yet, so nothing is moved' };
  if (atMs - measuredAtMs <= staleMs) return null;
  const hours = (atMs - measuredAtMs) / 3_600_000;
  return { says: 'no load has been measured for {hours} hours, so nothing is moved', hours };
}

/** Whether a plan is due, and if not why it waits. Slots that should be apart and what has begun to settle do not wait. */
function unrest(
  { memory, atMs, startAbove }: Observation,
  situation: PlanningSituation,
): { readonly keep: Kept; readonly waits: Because | null } {
  const kept = memory.kept ?? blank;
  const placement = new Placement(situation);
  const ratio = placement.maxOverMean();
  const settling = kept.settling && ratio > situation.limits.stopAt;
  const isDue = settling || placement.misplaced().length > 0;
  if (!isDue && ratio <= startAbove) {
    const says = 'the fullest shard carries {ratio} of the mean, up to {startAbove} is fine';
    return { keep: blank, waits: { says, ratio, startAbove } };
  }
  const sinceMs = kept.aboveSinceMs ?? atMs;
  const keep: Kept = { schema: 1, aboveSinceMs: sinceMs, settling };
  if (isDue || atMs - sinceMs >= patienceMs) return { keep, waits: null };
  const says =
    'the fullest shard carries {ratio} of the mean, more than {startAbove}, since {minutes} minutes: it may pass';
  return { keep, waits: { says, ratio, startAbove, minutes: Math.round((atMs - sinceMs) / 60_000) } };
}

function goOn(
  { memory, busy, atMs }: Observation,
  { stored, tried }: NonNullable<Observation['running']>,
  situation: PlanningSituation,
): Sharding {
  const { begin, ended, because } = nextMoves(stored.plan, tried, situation.slots, new Set(busy));
  const settling = stored.plan.goal.is === 'balance' && ended?.is !== 'dropped';
  const keep: Kept = { schema: 1, aboveSinceMs: memory.kept?.aboveSinceMs ?? null, settling };
  const end = ended === null ? null : { is: ended.is, note: tell(ended.because) };
  const resting = { ...rest(keep, because), lookAgainAtMs: atMs + followMs };
  if (begin.length === 0 && end === null) return resting;
  const step = { plan: null, begin, end };
  return { ...resting, desired: step, change: step, reasons: [why('go-on', because, step)] };
}

function propose({ planId, mode, busy, atMs }: Observation, keep: Kept, situation: PlanningSituation): Sharding {
  const plan = makePlan(planId, { is: 'balance' }, situation);
  if (plan.moves.length === 0) {
    return rest(keep, plan.unreached ?? { says: 'nothing that could be moved would help' });
  }
  const { begin } = nextMoves(plan, [], situation.slots, new Set(busy));
  const step = { plan, begin, end: null };
  const says = '{moves} moves of {bytes} bytes bring the fullest shard from {before} of the mean to {after}';
  const because = { says, moves: plan.moves.length, bytes: plan.bytes, ...plan.maxOverMean };
  const desired = { ...rest({ ...keep, settling: mode === 'on' }, because), desired: step };
  const proposed = { ...desired, reasons: [why('plan', because, step)] };
  if (mode !== 'on') return { ...proposed, withheld: { says: 'the mode is {mode}', mode } };
  return { ...proposed, change: step, lookAgainAtMs: atMs + followMs };
}

/** Nothing to do now; the schedule looks again. */
function rest(keep: Kept, because: Because): Sharding {
  return {
    desired: nothing,
    change: null,
    withheld: null,
    lowers: false,
    reasons: [why('rest', because)],
    binding: 0,
    keep,
    lookAgainAtMs: null,
  };
}

function why(by: string, because: Because, desired: ShardingStep | null = null): Reason<ShardingStep> {
  return { by, desired, because };
}
