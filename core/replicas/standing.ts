import type { Seen, Unfit } from './seen.ts';
import { tellUnfit } from './tell-unfit.ts';

/** How one server of a database stands, for people. */
export interface ServerStanding {
  readonly server: string;
  readonly role: 'writer' | 'replica' | 'old writer' | 'down';
  readonly timeline: number | null;
  /** How far behind the writer it was, in bytes of its log; null where nobody can tell. */
  readonly behindBytes: number | null;
  /** After how long it had what the writer had when it was asked; null where it had not by the end of the waiting. */
  readonly caughtUpMs: number | null;
  readonly answersInMs: number | null;
  /** What is in the way of reads, and what helps; null where nothing is. */
  readonly trouble: string | null;
}

/** What is known of a server: what it said, or why it said nothing. */
export interface Heard {
  readonly server: string;
  readonly seen: Seen | null;
  readonly failure: string | null;
}

/** How a server stands beside the writer; `caughtUpMs` is measured by whoever asks. */
export function standing(
  { server, seen, failure }: Heard,
  writer: Heard | null,
  caughtUpMs: number | null,
): ServerStanding {
  if (seen === null) {
    const trouble = tellUnfit({ is: 'down', why: failure ?? 'nothing was heard' });
    return { server, role: 'down', timeline: null, behindBytes: null, caughtUpMs: null, answersInMs: null, trouble };
  }
  const isWriter = server === writer?.server;
  const behindBytes = isWriter ? 0 : distance(seen, writer?.seen ?? null);
  return {
    server,
    role: isWriter ? 'writer' : seen.isReplica ? 'replica' : 'old writer',
    timeline: seen.position?.timeline ?? null,
    behindBytes,
    caughtUpMs: isWriter ? 0 : caughtUpMs,
    answersInMs: seen.tookMs,
    trouble: isWriter ? null : troubleOf(seen, writer?.seen ?? null),
  };
}

function distance({ position }: Seen, writer: Seen | null): number | null {
  const there = writer?.position ?? null;
  if (position === null || there === null || position.timeline !== there.timeline) return null;
  return Math.max(0, Number(there.lsn - position.lsn));
}

function troubleOf(seen: Seen, writer: Seen | null): string | null {
  const { position, isPaused, isReplica, system } = seen;
  if (!isReplica) return 'takes writes on a timeline that has ended; stop it, and make it a replica of the writer';
  const ofWriter = writer?.system ?? null;
  if (system !== null && ofWriter !== null && system !== ofWriter) return tellUnfit({ is: 'other database' });
  const why = inTheWay(position?.timeline ?? null, isPaused, writer?.position?.timeline ?? null);
  return why === null ? null : tellUnfit(why);
}

function inTheWay(timeline: number | null, isPaused: boolean, ofWriter: number | null): Unfit | null {
  if (timeline === null) return { is: 'cannot tell' };
  if (isPaused) return { is: 'paused' };
  return ofWriter === null || timeline === ofWriter ? null : { is: 'other timeline', timeline };
}
