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
  const { mode, atMs, memory, startAbove } = observation;
  const blank: Kept = { schema: 1, aboveSinceMs: null, settling: false };
  if (mode === 'off') return rest(observation, blank, { says: 'the mode is off' });
  const kept = memory.kept ?? blank;
  const silence = silenceOf(observation);
  if (silence !== null) return rest(observation, kept, silence);
  const placement = new Placement(situation);
  const ratio = placement.maxOverMean();
  const told = { ratio, startAbove, stopAt: situation.limits.stopAt };
  const together = placement.misplaced().length;
  const settling = kept.settling && ratio > situation.limits.stopAt;
  if (together === 0 && !settling && ratio <= startAbove) {
    return rest(observation, blank, {
      says: 'the fullest shard carries {ratio} of the mean, up to {startAbove} is fine',
      ...told,
    });
  }
  const next: Kept = { schema: 1, aboveSinceMs: kept.aboveSinceMs ?? atMs, settling };
  if (together === 0 && !settling && atMs - (next.aboveSinceMs ?? atMs) < patienceMs) {
    const says =
      'the fullest shard carries {ratio} of the mean, more than {startAbove}, since {minutes} minutes: it may pass';
    return rest(observation, next, {
      says,
      ...told,
      minutes: Math.round((atMs - (next.aboveSinceMs ?? atMs)) / 60_000),
    });
  }
  return propose(observation, next, situation);
}

function silenceOf({ measuredAtMs, atMs }: Observation): Because | null {
  if (measuredAtMs === null) return { says: 'no load has been measured yet, so nothing is moved' };
  if (atMs - measuredAtMs <= staleMs) return null;
  return {
    says: 'no load has been measured for {hours} hours, so nothing is moved',
    hours: (atMs - measuredAtMs) / 3_600_000,
  };
}

function goOn(
  observation: Observation,
  { stored, tried }: NonNullable<Observation['running']>,
  situation: PlanningSituation,
): Sharding {
  const { begin, ended, because } = nextMoves(stored.plan, tried, situation.slots, new Set(observation.busy));
  const settling = stored.plan.goal.is === 'balance' && ended?.is !== 'dropped';
  const keep: Kept = { schema: 1, aboveSinceMs: observation.memory.kept?.aboveSinceMs ?? null, settling };
  const end = ended === null ? null : { is: ended.is, note: tell(ended.because) };
  const step = { plan: null, begin, end };
  const lookAgainAtMs = observation.atMs + followMs;
  const reasons = [why('go-on', because, step)];
  if (begin.length === 0 && end === null) return { ...rest(observation, keep, because), lookAgainAtMs };
  return { ...rest(observation, keep, because), desired: step, change: step, reasons, lookAgainAtMs };
}

function propose(observation: Observation, kept: Kept, situation: PlanningSituation): Sharding {
  const plan = makePlan(observation.planId, { is: 'balance' }, situation);
  if (plan.moves.length === 0) {
    return rest(observation, kept, plan.unreached ?? { says: 'nothing that could be moved would help' });
  }
  const { begin } = nextMoves(plan, [], situation.slots, new Set(observation.busy));
  const step = { plan, begin, end: null };
  const says = '{moves} moves of {bytes} bytes bring the fullest shard from {before} of the mean to {after}';
  const { before, after } = plan.maxOverMean;
  const because = { says, moves: plan.moves.length, bytes: plan.bytes, before, after };
  const resting = rest(observation, { ...kept, settling: observation.mode === 'on' }, because);
  const reasons = [why('plan', because, step)];
  if (observation.mode !== 'on') {
    return { ...resting, desired: step, reasons, withheld: { says: 'the mode is {mode}', mode: observation.mode } };
  }
  return { ...resting, desired: step, change: step, reasons, lookAgainAtMs: observation.atMs + followMs };
}

function rest(_: Observation, keep: Kept, because: Because): Sharding {
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
