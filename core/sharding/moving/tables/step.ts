import type { Move, MoveState } from '../move.ts';
import type { Change, Fences } from './change.ts';
import type { Fence } from './fence.ts';

/** What a mover has read before a step. */
export interface Seen extends Fences {
  readonly nowMs: number;
  /** What items would find otherwise at the target, looked at before anything is touched; null where nothing. */
  readonly differ: string | null;
  /** How long a client may go on by a fence that is no more, milliseconds (`staleMs`). */
  readonly staleMs: number;
}

/** The work between changes; each can be begun again from anywhere and by two at once. */
export type Work = 'copy' | 'flip' | 'clean-source' | 'clean-target';

/** What to do next: one thing, then look again. Why: docs/decisions/0023. */
export type Step =
  | { readonly do: 'change'; readonly change: Change }
  /** `copy` and the cleanings tell when they are through; the move then goes on to `next`. */
  | { readonly do: 'work'; readonly work: Work; readonly next: Move }
  | { readonly do: 'save'; readonly next: Move }
  | { readonly do: 'wait'; readonly untilMs: number }
  | { readonly do: 'nothing' };

/**
 * The next step of a move between two DynamoDB tables: own -> dual -> copy -> target -> handed -> flip -> gone -> clean.
 * Between two states of the fence everybody who may still know the one before is waited for, so no client is ever more than
 * one state behind; clients of neighbouring states do not harm each other. Nothing is blocked at any time.
 */
export function step(move: Move, seen: Seen): Step {
  switch (move.is) {
    case 'planned':
      return planned(move, seen);
    case 'preparing':
      return preparing(move, seen);
    case 'copying':
      return move.abortAsked ? to(move, 'aborting', seen) : copying(move, seen);
    case 'catching-up':
      return catchingUp(move, seen);
    case 'opening':
      return opening(move, seen);
    case 'cleaning':
      return cleaning(move, seen);
    case 'aborting':
      return aborting(move, seen);
    default:
      return { do: 'nothing' };
  }
}

function planned(move: Move, seen: Seen): Step {
  if (move.abortAsked) return to(move, 'aborting', seen);
  // What was recorded before tables were compared says nothing of it.
  if (seen.differ) return trouble(move, tellDiffering(move, seen.differ));
  return to(move, 'preparing', seen);
}

function preparing(move: Move, seen: Seen): Step {
  if (move.abortAsked) return to(move, 'aborting', seen);
  if (!isMine(move, seen.source, 'dual')) return doubled(move, seen);
  return afterAll(seen, () => to(move, 'copying', seen));
}

function tellDiffering({ to: target }: Move, differ: string): string {
  return `the tables are not alike: ${differ}; change the table of "${target}", or deploy the keyspace with tables: 'any' where that may be so`;
}

/** Only what has the slot can give it away, and only to a table that is through with what it had of it before. */
function doubled(move: Move, { source, target, nowMs }: Seen): Step {
  if (!owns(move, source))
    return trouble(move, `the table of ${move.from} does not own slot ${move.slot} in epoch ${move.epoch}; abort`);
  if (target?.is === 'handed') return { do: 'wait', untilMs: nowMs + retryMs };
  // A slot that some key was pinned out of has a fence ever since.
  const fits = move.kind === 'unpin' ? target?.is === 'own' : target === null || target.is === 'gone';
  if (!fits) return trouble(move, `the table of ${move.to} says that its slot is ${target?.is}; abort`);
  return { do: 'change', change: 'double' };
}

/** What is in the target is made equal to the source, both ways: what the source has not is deleted. */
function copying(move: Move, seen: Seen): Step {
  if (seen.source?.copied !== true) return { do: 'work', work: 'copy', next: move };
  return to(move, 'catching-up', seen);
}

function catchingUp(move: Move, seen: Seen): Step {
  if (move.abortAsked) return to(move, 'aborting', seen);
  if (!isMine(move, seen.source, 'target')) return { do: 'change', change: 'turn' };
  return afterAll(seen, () => to(move, 'opening', seen));
}

/** Handing over and turning back are changes of one fence as it was read: exactly one of them wins. */
function opening(move: Move, seen: Seen): Step {
  if (isMine(move, seen.source, 'handed')) {
    const next: Move = { ...inState(move, 'cleaning', seen), blockedMs: 0, outcome: 'moved' };
    return { do: 'work', work: 'flip', next };
  }
  if (move.abortAsked) return to(move, 'aborting', seen);
  return { do: 'change', change: 'hand' };
}

/** The map is flipped: whoever comes by an old one is told so. */
function cleaning(move: Move, seen: Seen): Step {
  const { source } = seen;
  if (isMine(move, source, 'handed')) return { do: 'change', change: 'retire' };
  // Taken by a later move, whose own copy makes both sides equal.
  const left = move.kind === 'pin' ? 'own' : 'gone';
  if (!isMine(move, source, left) || source?.filling !== null) return to(move, 'done', seen);
  return afterAll(seen, () => ({ do: 'work', work: 'clean-source', next: inState(move, 'done', seen) }));
}

function aborting(move: Move, seen: Seen): Step {
  const { source, target } = seen;
  // Too late: it was handed over.
  if (isMine(move, source, 'handed')) return to(move, 'opening', seen);
  if (isMine(move, source, 'target')) return { do: 'change', change: 'turn-back' };
  if (isMine(move, source, 'dual')) return afterAll(seen, () => ({ do: 'change', change: 'take-back' }));
  // Also where this move has changed nothing yet: a mover that still wants to must find the fence changed.
  if (owns(move, source) && source?.move !== move.id) return { do: 'change', change: 'take-back' };
  const next: Move = { ...inState(move, 'aborted', seen), outcome: 'aborted' };
  // Where the target was never to be filled there is nothing in it.
  if (!isMine(move, source, 'own') || target?.filling !== move.id) return { do: 'save', next };
  return afterAll(seen, () => ({ do: 'work', work: 'clean-target', next }));
}

function owns(move: Move, source: Fence | null): boolean {
  return source === null || (source.is === 'own' && source.epoch === move.epoch);
}

/** Goes on once nobody can know an older fence any more. */
function afterAll({ source, nowMs, staleMs }: Seen, then: () => Step): Step {
  if (source === null || source.seenMs === null) return { do: 'change', change: 'seen' };
  const untilMs = source.seenMs + staleMs;
  return nowMs < untilMs ? { do: 'wait', untilMs } : then();
}

function isMine(move: Move, fence: Fence | null, is: Fence['is']): boolean {
  return fence !== null && fence.is === is && fence.move === move.id;
}

const retryMs = 1000;

function to(move: Move, is: MoveState, seen: Seen): Step {
  return { do: 'save', next: inState(move, is, seen) };
}

function inState(move: Move, is: MoveState, { nowMs }: Seen): Move {
  return { ...move, is, sinceMs: nowMs, trouble: null };
}

function trouble(move: Move, says: string): Step {
  return move.trouble === says ? { do: 'nothing' } : { do: 'save', next: { ...move, trouble: says } };
}
