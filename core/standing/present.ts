import { unknownCapability } from '../capabilities.ts';
import type { Amount, Card, Standing } from '../card.ts';
import type { Entry } from '../model/entry.ts';
import { tell } from '../model/reason.ts';
import type { Overrides } from '../model/set-by-hand.ts';
import type { Key } from '../ports.ts';
import { type Hold, heldBy, type StopSeen } from './held-by.ts';
import { type Trouble, troublesOf } from './trouble-of.ts';

/** How one subject stands now, for people. Why: docs/decisions/0035. */
export interface Present extends Key, Required<Standing> {
  /** What its amounts are of; null where nobody can tell. */
  readonly amounts: string | null;
  /** What is right, or would be if nobody had paused it. */
  readonly wanted: Amount;
  readonly outcome: string;
  readonly because: string;
  /** Since its last look; null where there was none yet. */
  readonly ageSeconds: number | null;
  /** What people have said that keeps it from being as it would be otherwise. */
  readonly held: readonly Hold[];
  /** What a person has to see to. */
  readonly troubles: readonly Trouble[];
  /** Where the console of AWS shows what it is about; null where nobody knows. */
  readonly console: string | null;
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
  /** What people have set of it, as far as that is in force. */
  readonly overrides: Overrides;
  readonly stop: StopSeen;
  readonly console: string | null;
}

const nobodyKnows: Standing = { mode: null, asked: null, running: null };

/** What a table tells of a subject, from its config, what people have set, and its last entry. */
export function present(known: Known, nowMs: number): Present {
  const { capability, subject, card, mode: configured, last, trouble, overrides, stop, console } = known;
  const observation = last?.observation ?? null;
  const applied = last?.outcome?.is === 'applied' ? (last.decision?.desired ?? null) : null;
  const stood = card === null || observation === null ? nobodyKnows : card.standing(observation, applied);
  const mode = configured ?? stood.mode;
  return {
    capability,
    subject,
    amounts: card?.amounts ?? null,
    mode: trouble === null ? mode : 'unreadable',
    asked: stood.asked,
    running: stood.running,
    bounds: stood.bounds ?? null,
    wanted: wantedOf(card, last),
    outcome: last === null ? 'not looked at yet' : (last.outcome?.is ?? 'intended'),
    because: trouble === null ? becauseOf(card, last) : `unreadable: ${trouble}`,
    ageSeconds: last === null ? null : Math.max(0, Math.round((nowMs - last.atMs) / 1000)),
    held: heldBy(subject, { stop, overrides, mode }),
    troubles: troublesOf({ subject, card, last, overrides, unreadable: trouble }, nowMs),
    console,
  };
}

/** How soon a person should look at it: 0 for trouble, 1 where people hold it, 2 for the rest. */
export function urgencyOf({ troubles, held }: Pick<Present, 'troubles' | 'held'>): number {
  if (troubles.length > 0) return 0;
  return held.length > 0 ? 1 : 2;
}

/** What a pause holds back is wanted all the same. */
function wantedOf(card: Card | null, last: Entry | null): Amount {
  const decision = last?.decision ?? null;
  if (card === null || decision === null) return null;
  return decision.reasons[decision.binding]?.because.withoutIt ?? card.wanted(decision.desired);
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
