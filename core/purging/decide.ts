import type { Decision } from '../model/decision.ts';
import type { Because, Reason } from '../model/reason.ts';
import { remember, unfinishedOf } from './keep.ts';
import type { Kept, Observation } from './observation.ts';
import { waitUntilMs } from './pending.ts';
import { propose } from './propose.ts';
import type { Submission } from './settled.ts';
import { submissionOf } from './submissions.ts';

/** How soon to look at purges in progress; CloudFront says that they take seconds. */
const followMs = 5_000;
/** How soon to go on where more is to be planned. */
const goOnMs = 1_000;

/** Up to so many purges to be carried out, others are planned for a person: all of them stand in each entry. */
const mostOpen = 10;

type Purging = Decision<readonly Submission[], Kept>;
type Why = Reason<readonly Submission[]>;

/**
 * What to purge now. What people wait for comes first; then what was planned and is not known to have been asked for, under
 * its old reference; then, once a burst is over, all that changed.
 */
export function decide(observation: Observation): Purging {
  const decision = judge(observation);
  return { ...decision, lookAgainAtMs: asPromised(decision.lookAgainAtMs, observation) };
}

/** A look that is promised already stays so: were a later one remembered in its place, nobody would have asked for that. */
function asPromised(
  againAtMs: number | null,
  { memory: { lookAgainAtMs: promised }, atMs }: Observation,
): number | null {
  if (againAtMs === null || promised === null || promised <= atMs) return againAtMs;
  return Math.min(againAtMs, promised);
}

function judge(observation: Observation): Purging {
  const unfinished = unfinishedOf(observation);
  if (unfinished.length > 0) return carryOut(observation, unfinished);
  const { pending, atMs } = observation;
  if (pending.count === 0) return pending.settled > 0 ? tidy(observation) : rest(observation, nothing, null);
  const untilMs = waitUntilMs(observation);
  if (untilMs <= atMs) return plan(observation);
  const says = '{items} items wait until their burst is over';
  return rest(observation, [why('wait', { says, items: pending.count })], untilMs);
}

/** What a person waits for does not queue behind what the CDN is too busy for. */
function carryOut(observation: Observation, unfinished: readonly Submission[]): Purging {
  const { pending } = observation;
  const says = '{purges} purges were planned and are not known to have been carried out';
  const reason = why('carry-out', { says, purges: unfinished.length });
  const room = pending.urgent ? Math.max(0, mostOpen - unfinished.length) : 0;
  const { submissions, reasons } = room > 0 ? propose(observation) : { submissions: [], reasons: [] };
  const planned = submissions.slice(0, room);
  const inOrder = [...planned, ...unfinished].sort((a, b) => Number(b.urgent) - Number(a.urgent));
  const keep = remember(observation, planned);
  return change(observation, inOrder, [...reasons, reason], { keep, afterMs: goOnMs });
}

/** What has come a second time is taken off what waits before it is forgotten that it was purged. */
function tidy(observation: Observation): Purging {
  const submission = submissionOf(observation, [], []);
  const says = '{changes} changes that came again have been purged already';
  const reasons = [why('tidy', { says, changes: observation.pending.settled })];
  return change(observation, [submission], reasons, { keep: remember(observation, [submission]), afterMs: followMs });
}

function plan(observation: Observation): Purging {
  const { submissions, isMore, reasons } = propose(observation);
  if (submissions.length === 0) return rest(observation, reasons, observation.atMs + followMs);
  const keep = remember(observation, submissions);
  return change(observation, submissions, reasons, { keep, afterMs: isMore ? goOnMs : followMs });
}

const nothing = [why('wait', { says: 'nothing waits to be purged' })];

interface After {
  readonly keep: Kept;
  readonly afterMs: number;
}

function change(
  observation: Observation,
  desired: readonly Submission[],
  reasons: readonly Why[],
  after: After,
): Purging {
  const { mode } = observation.config;
  const withheld = mode === 'on' ? null : { says: 'the mode is {mode}', mode };
  return {
    desired,
    change: withheld === null ? desired : null,
    withheld,
    lowers: false,
    reasons,
    binding: reasons.length - 1,
    keep: withheld === null ? after.keep : remember(observation, []),
    lookAgainAtMs: withheld === null ? observation.atMs + after.afterMs : null,
  };
}

/** Nothing to do now; purges in progress are followed. */
function rest(observation: Observation, reasons: readonly Why[], untilMs: number | null): Purging {
  const keep = remember(observation, []);
  const follow = keep.inProgress.length > 0 ? observation.atMs + followMs : Number.POSITIVE_INFINITY;
  const lookAgainAtMs = Math.min(follow, untilMs ?? Number.POSITIVE_INFINITY);
  return {
    desired: [],
    change: null,
    withheld: null,
    lowers: false,
    reasons,
    binding: reasons.length - 1,
    keep,
    lookAgainAtMs: Number.isFinite(lookAgainAtMs) ? lookAgainAtMs : null,
  };
}

function why(by: string, because: Because): Why {
  return { by, desired: null, because };
}
