import { type Asked, unfit } from './judge.ts';
import type { Seen, Unfit } from './seen.ts';
import type { WriterHistory } from './writer-history.ts';

/** A replica as a process knows it. */
export interface Candidate {
  readonly name: string;
  /** What it last said; null where it has not been asked. */
  readonly seen: Seen | null;
  /** When it was first seen where it is, on the clock of the process. */
  readonly movedMs: number;
  /** Why nobody should go there for now; null where one may. */
  readonly leftAlone: Unfit | null;
  /** How many reads of this process it has in hand. */
  readonly inHand: number;
  /** How long it takes to answer, smoothed, in milliseconds; 0 where nobody knows. */
  readonly tookMs: number;
  /** Whether its name stands for several servers, so that what one said holds for no other. */
  readonly isMany: boolean;
}

export interface Choosing extends Asked {
  readonly nowMs: number;
  readonly history: WriterHistory;
  /** A replica further behind than this is not read from, whatever the token says. */
  readonly mostLagMs: number;
}

/** Which replicas to try, the best first, and why the others are not. */
export interface Choice {
  readonly tries: readonly string[];
  readonly refused: ReadonlyMap<string, Unfit>;
}

/** What was said longer ago than this says nothing about now. */
const forgottenMs = 1000;

/**
 * The replicas that are far enough, as far as this process can tell, the least loaded first. Each is asked again in the
 * read's own transaction, so a wrong guess costs a question and never a stale answer. Why: docs/decisions/0049.
 */
export function choose(candidates: readonly Candidate[], choosing: Choosing): Choice {
  const refused = new Map<string, Unfit>();
  const fit: Candidate[] = [];
  for (const candidate of candidates) {
    const why = candidate.leftAlone ?? guess(candidate, choosing);
    if (why === null) fit.push(candidate);
    else refused.set(candidate.name, why);
  }
  return { tries: fit.toSorted((one, other) => load(one) - load(other)).map(({ name }) => name), refused };
}

/** What a further read would wait for; a server that nobody knows yet is tried soon. */
const load = ({ inHand, tookMs }: Candidate) => (inHand + 1) * Math.max(tookMs, 0.1);

function guess({ seen, isMany, movedMs }: Candidate, choosing: Choosing): Unfit | null {
  if (choosing.wanted === 'the writer') return { is: 'cannot tell' };
  if (seen === null || isMany || choosing.nowMs - seen.atMs > forgottenMs) return null;
  const by = unfit({ ...seen, ...advanced(seen, movedMs, choosing) }, choosing);
  return by ?? lagging(seen, choosing);
}

/** After this share of the time for which a replica has stood still, it is asked again. */
const patience = 0.5;

/** Where a replica is by now, if it keeps the distance in time that it had. */
function advanced({ position, atMs, isReplica }: Seen, movedMs: number, { history, nowMs }: Choosing): Partial<Seen> {
  if (position === null || !isReplica || history.newest?.timeline !== position.timeline) return {};
  const lagMs = history.lagMs(position.lsn, atMs);
  if (lagMs === null) return {};
  const stillMs = Math.min(lagMs, atMs - movedMs);
  const lsn = lagMs === 0 ? history.newest.lsn : history.at(nowMs - lagMs - patience * stillMs);
  return lsn === null || lsn <= position.lsn ? {} : { position: { ...position, lsn } };
}

/** Whether a replica is too far behind for anybody; also asked of what it says in the read's own transaction. */
export function lagging(seen: Seen, { history, mostLagMs, nowMs }: Choosing): Unfit | null {
  const { position, isReplica, atMs } = seen;
  if (!isReplica || position === null || history.sinceMs === null) return null;
  const lagMs = history.lagMs(position.lsn, atMs) ?? nowMs - history.sinceMs;
  return lagMs > mostLagMs ? { is: 'lagging', bySeconds: Math.round(lagMs / 1000) } : null;
}
