import { unknownCapability } from './capabilities.ts';
import type { Amount, Card, Standing } from './card.ts';
import type { Entry } from './model/entry.ts';
import { tell } from './model/reason.ts';
import type { Trouble } from './model/trouble.ts';
import type { Key } from './ports.ts';

/** How one subject stands now, for people. */
export interface Present extends Key, Standing {
  /** What its amounts are of; null where nobody can tell. */
  readonly amounts: string | null;
  readonly right: Amount;
  readonly outcome: string;
  readonly because: string;
  /** What a person is to mend. */
  readonly troubles: readonly Trouble[];
  /** Since its last look; null where there was none yet. */
  readonly ageSeconds: number | null;
}

/** What is known of a subject. */
export interface Known extends Key {
  /** Its capability's; null where this release knows none of that name. */
  readonly card: Card | null;
  /** As it is configured; null where the subject has none. */
  readonly mode: string | null;
  /** Its last entry; null before its first look. */
  readonly last: Entry | null;
  /** Why something of it cannot be read; null where all can. */
  readonly trouble: string | null;
}

const nobodyKnows: Standing = { mode: null, asked: null, running: null };

/** What a table tells of a subject, from its config and its last entry. */
export function present({ capability, subject, card, mode, last, trouble }: Known, nowMs: number): Present {
  const observation = last?.observation ?? null;
  const desired = last?.decision?.desired ?? null;
  const stood = card === null || observation === null ? nobodyKnows : card.standing(observation);
  return {
    capability,
    subject,
    amounts: card?.amounts ?? null,
    mode: trouble === null ? (mode ?? stood.mode) : 'unreadable',
    asked: stood.asked,
    running: stood.running,
    right: card === null || desired === null ? null : card.right(desired),
    outcome: last === null ? 'not looked at yet' : (last.outcome?.is ?? 'intended'),
    because: trouble === null ? becauseOf(card, last) : `unreadable: ${trouble}`,
    troubles: (last?.troubles ?? []).filter(({ toldAtMs }) => toldAtMs !== null),
    ageSeconds: last === null ? null : Math.max(0, Math.round((nowMs - last.atMs) / 1000)),
  };
}

/** Why a look ended as it did, or what settled it. */
function becauseOf(card: Card | null, last: Entry | null): string {
  const because = lastBecause(last);
  if (card !== null) return because;
  return because === '' ? unknownCapability : `${unknownCapability}; ${because}`;
}

/** What settled it, and what cannot be read whether or not that settled anything: somebody has to mend it. */
function lastBecause(last: Entry | null): string {
  const { reasons, binding } = last?.decision ?? { reasons: [], binding: 0 };
  const ended = last?.outcome?.because ?? null;
  const told = reasons.filter(
    ({ because }, index) => because.unreadable !== undefined || (ended === null && index === binding),
  );
  const lines = told.map(({ by, because }) => `${by}: ${tell(because)}`);
  return (ended === null ? lines : [tell(ended), ...lines]).join('; ');
}
