import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { SetByHand } from '../../core/model/set-by-hand.ts';
import type { UnreadableOverride } from '../../core/model/unreadable-override.ts';
import { whoOf } from '../../core/model/who.ts';
import type { Item } from './attributes.ts';
import { longestOverrideMs } from './override-fields.ts';

/** A field of an override that is not as Headroom writes it. */
class UnreadableField extends Error {
  override readonly name = 'UnreadableField';
}

/** What every override has. */
export type Common = Required<SetByHand>;

/** Clocks differ, and an item that has expired may stand for days; what is further off is not a time in milliseconds. */
const dayMs = 86_400_000;
const longestExpiredMs = 365 * dayMs;

/**
 * Reads the overrides of a subject that are in force at `atMs`. One that cannot be read stands there as trouble, since
 * nobody knows what it says, and is never taken for another value.
 */
export function readOverrides<Override>(
  items: readonly Item[],
  subject: string,
  atMs: number,
  read: (item: Item, common: Common) => Override,
): (Override | UnreadableOverride)[] {
  const mine = items.filter((item) => subjectOf(item) === subject);
  return mine.flatMap((item): readonly (Override | UnreadableOverride)[] => {
    try {
      const untilMs = readEnd(item, atMs);
      if (untilMs <= atMs) return [];
      const by = readText(item, 'by');
      return [read(item, { untilMs, note: readText(item, 'note'), by: by === null ? null : whoOf(by) })];
    } catch (error) {
      if (!(error instanceof UnreadableField)) throw error;
      return [{ kind: 'unreadable', trouble: `${item.pk?.S} ${item.sk?.S}: ${error.message}` }];
    }
  });
}

const subjectOf = (item: Item) => item.sk?.S?.split('#')[0];

/** Reads a field that must be one of these texts. */
export function readOneOf<Value extends string>(item: Item, field: string, known: readonly Value[]): Value {
  const found = known.find((value) => value === item[field]?.S);
  return found ?? unreadable(item, field, `is not one of ${known.join(', ')}`);
}

/** Reads a text; null where the field is left out. */
export function readText(item: Item, field: string): string | null {
  const value = item[field];
  return value === undefined ? null : (value.S ?? unreadable(item, field, 'is not text'));
}

/** Reads a number in whole units, or any, from 0 up to `most`. */
export function readNumber(item: Item, field: string, whole: boolean, most = Number.MAX_SAFE_INTEGER): number {
  const value = Number(item[field]?.N ?? Number.NaN);
  const isRight = value >= 0 && value <= most && (!whole || Number.isSafeInteger(value));
  return isRight ? value : unreadable(item, field, `is not a ${whole ? 'whole ' : ''}number from 0 to ${most}`);
}

/** Sees to it that a field is left out. */
export function readNothing(item: Item, field: string): null {
  return item[field] === undefined ? null : unreadable(item, field, `goes with no ${item.kind?.S}`);
}

function readEnd(item: Item, atMs: number): number {
  const untilMs = readNumber(item, 'untilMs', true);
  const isTime = untilMs > atMs - longestExpiredMs && untilMs <= atMs + longestOverrideMs + dayMs;
  return isTime ? untilMs : unreadable(item, 'untilMs', 'is not a time in milliseconds within the next 7 days');
}

function unreadable(item: Item, field: string, why: string): never {
  const fix = 'set the override anew with headroom override, or delete the item';
  throw new UnreadableField(`${field} ${shown(item[field])} ${why}; ${fix}`);
}

/** A value with its type, as DynamoDB has it: the number "9" and the text "9" look alike otherwise. */
function shown(value: AttributeValue | undefined): string {
  if (value === undefined) return 'is left out and';
  const json = JSON.stringify(value);
  return json.length > 80 ? `${json.slice(0, 80)}…` : json;
}
