import type { Card } from '../card.ts';
import type { Entry } from '../model/entry.ts';
import { tell } from '../model/reason.ts';
import type { Overrides } from '../model/set-by-hand.ts';
import { isUnreadable } from '../model/unreadable-override.ts';
import { tellTrouble } from '../tell-trouble.ts';

/** What a person has to see to. */
export interface Trouble {
  readonly says: string;
  /** The command that mends it, or tells more, without the name of the program; null where there is none. */
  readonly mend: string | null;
}

interface Seen {
  readonly subject: string;
  readonly card: Card | null;
  readonly last: Entry | null;
  readonly overrides: Overrides;
  /** Why its config, or something else of it, cannot be read; null where all can. */
  readonly unreadable: string | null;
}

/** A look takes seconds: one that has not told its outcome for so long never will. */
const intendedTooLongMs = 120_000;

/** What a person has to see to of a subject, the gravest first. */
export function troublesOf({ subject, card, last, overrides, unreadable }: Seen, nowMs: number): readonly Trouble[] {
  return [
    ...(unreadable === null ? [] : [{ says: unreadable, mend: null }]),
    ...overrides.filter(isUnreadable).map(({ trouble }) => ({ says: trouble, mend: `override ${subject} list` })),
    ...(last === null ? [] : [...lasting(last), ...outcomeTroubles(last, nowMs), ...ageTroubles(card, last, nowMs)]),
  ];
}

/** What has lasted for long enough to be told to a person, with what helps. */
function lasting({ subject, troubles = [] }: Entry): readonly Trouble[] {
  const told = troubles.filter(({ toldAtMs }) => toldAtMs !== null);
  return told.map((trouble) => {
    const { what, helps } = tellTrouble(trouble, subject);
    return { says: `${what}. What helps: ${helps}`, mend: `explain ${subject}` };
  });
}

function outcomeTroubles({ subject, atMs, outcome }: Entry, nowMs: number): readonly Trouble[] {
  const mend = `explain ${subject}`;
  if (outcome === null) {
    if (nowMs - atMs < intendedTooLongMs) return [];
    return [{ says: 'its last look has asked for a change and never told what became of it', mend }];
  }
  if (outcome.is !== 'failed' && outcome.is !== 'refused') return [];
  return [{ says: outcome.because === null ? outcome.is : `${outcome.is}: ${tell(outcome.because)}`, mend }];
}

function ageTroubles(card: Card | null, { subject, atMs }: Entry, nowMs: number): readonly Trouble[] {
  const within = card?.looksWithinSeconds;
  if (within === undefined || nowMs - atMs <= within * 1000) return [];
  const minutes = Math.round((nowMs - atMs) / 60_000);
  return [{ says: `it has not been looked at for ${minutes} min`, mend: `explain ${subject}` }];
}
