import { afterOne } from './after-one.ts';

/**
 * Why something was judged as it was, as data: a constant sentence with `{names}` in it, and the values of those names.
 * It is kept apart from its text so that decisions stay cheap, comparable and countable; `tell` makes the text.
 */
export interface Because {
  readonly says: string;
  readonly [value: string]: string | number | null;
}

/**
 * One judgement on the way to a decision. `desired` is null where the judge had nothing to propose.
 * Why: docs/decisions/0002.
 */
export interface Reason<Desired> {
  /** The kind of the policy or guard that judged, e.g. `target-tracking` or `bounds`. */
  readonly by: string;
  readonly desired: Desired | null;
  readonly because: Because;
}

/**
 * The sentence of a `Because`, numbers rounded to at most two decimals. What is not there is left out together with the
 * colon that announces it, as a note that nobody has written; elsewhere it is unknown.
 */
export function tell(because: Because): string {
  // Every second part is the place of a value.
  const parts = because.says.split(/((?:: )?\{\w+\})/);
  return parts
    .map((part, index) => (index % 2 === 1 ? placed(because, part) : afterPlace(because, part, parts[index - 1])))
    .join('');
}

/** The value that belongs to a place such as `{units}` or `: {note}`. */
function placed(because: Because, place: string): string {
  const value = valueAt(because, place);
  const colon = place.startsWith(': ') ? ': ' : '';
  if (value === null) return colon === '' ? 'unknown' : '';
  return `${colon}${value}`;
}

function valueAt(because: Because, place: string): string | number | null {
  const value = because[place.slice(place.indexOf('{') + 1, -1)] ?? null;
  return typeof value === 'number' ? Math.round(value * 100) / 100 : value;
}

function afterPlace(because: Because, text: string, place: string | undefined): string {
  return place !== undefined && valueAt(because, place) === 1 ? afterOne(text) : text;
}
