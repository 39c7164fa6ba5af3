import { isUnreadableEntry, type UnreadableEntry } from '../../adapters/ledger/entries.ts';
import { becauseOf } from '../../core/because-of.ts';
import { cardOf, unknownCapability } from '../../core/capabilities.ts';
import type { Card } from '../../core/card.ts';
import type { Decision } from '../../core/model/decision.ts';
import type { Entry } from '../../core/model/entry.ts';
import { tell } from '../../core/model/reason.ts';
import type { Trouble } from '../../core/model/trouble.ts';
import { tellTrouble } from '../../core/tell-trouble.ts';
import { utcText } from '../../core/time/utc-text.ts';
import { visible } from '../visible.ts';
import { signalText } from './signal-text.ts';

type Paint = (style: 'bold' | 'dim' | 'green' | 'yellow' | 'red', text: string) => string;

const outcomeStyles = {
  applied: 'green',
  unchanged: 'dim',
  recommended: 'yellow',
  superseded: 'dim',
  refused: 'red',
  failed: 'red',
} as const;

/**
 * One look, whatever it was at, as lines for a person. What no card can tell is told as far as entries are alike, and what
 * nobody can read says so.
 */
export async function entryLines(entry: Entry | UnreadableEntry, paint: Paint): Promise<string[]> {
  if (isUnreadableEntry(entry)) return unreadableLines(entry.id, entry.unreadable, paint);
  try {
    return await readableLines(entry, paint);
  } catch (error) {
    return unreadableLines(entry.id, becauseOf(error).error, paint);
  }
}

function unreadableLines(id: string, why: string, paint: Paint): string[] {
  return [`${paint('red', 'unreadable')}: ${visible(why)}`, paint('dim', `  entry    ${visible(id)}`)];
}

async function readableLines(entry: Entry, paint: Paint): Promise<string[]> {
  const card = await cardOf(entry.capability);
  return [
    `${paint('bold', utcText(entry.atMs))}  ${visible(signalText(entry))}`.trimEnd(),
    `  ${visible(seenText(card, entry))}   ${outcomeText(entry, paint)}`,
    ...(entry.troubles ?? []).flatMap((trouble) => troubleLines(trouble, entry.subject, paint)),
    ...(entry.decision === null ? [] : reasonLines(card, entry.decision, paint)),
    ...inputsOf(card, entry).map((line) => paint('dim', `  input    ${visible(line)}`)),
    paint('dim', `  entry    ${visible(entry.id)}`),
  ];
}

/** What a person is to mend, or will be told of if it lasts, and what helps. */
function troubleLines(trouble: Trouble, subject: string, paint: Paint): string[] {
  const { what, helps } = tellTrouble(trouble, subject);
  const style = trouble.toldAtMs === null ? 'yellow' : 'red';
  return [`  ${paint(style, 'trouble')}  ${visible(what)}`, `  helps    ${visible(helps)}`];
}

function seenText(card: Card | null, { capability, subject, observation, decision }: Entry): string {
  if (card === null) return `${subject}: ${unknownCapability} ("${capability}")`;
  return observation === null ? 'nothing was observed' : card.seen(observation, decision?.desired ?? null);
}

function inputsOf(card: Card | null, { observation, decision }: Entry): readonly string[] {
  return card === null || observation === null ? [] : card.inputs(observation, decision);
}

function outcomeText({ outcome }: Entry, paint: Paint): string {
  if (outcome === null)
    return paint('red', 'INTENDED, not completed: this look ended before it recorded what became of it');
  const because = outcome.because === null ? '' : `: ${visible(tell(outcome.because))}`;
  return `${paint(outcomeStyles[outcome.is] ?? 'red', visible(outcome.is))}${because}`;
}

/** All reasons in the order they were made; an arrow at the one that settled it. */
function reasonLines(card: Card | null, { reasons, binding }: Decision<unknown, unknown>, paint: Paint): string[] {
  return reasons.map(({ by, desired, because }, index) => {
    const text = visible(`${by}${proposed(card, desired)}: ${tell(because)}`);
    return index === binding ? paint('bold', `  > ${text}`) : `    ${text}`;
  });
}

function proposed(card: Card | null, desired: unknown): string {
  if (card === null || !card.reasonsPropose) return '';
  return desired === null ? ' is silent' : ` -> ${card.desired(desired)}`;
}
