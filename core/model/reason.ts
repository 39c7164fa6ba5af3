import { inNumber } from './counted.ts';

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
  const text = because.says.replace(/(: )?\{(\w+)\}/g, (_, colon: string | undefined, name: string) => {
    const value = because[name] ?? null;
    if (value === null) return colon === undefined ? 'unknown' : '';
    return `${colon ?? ''}${typeof value === 'number' ? Math.round(value * 100) / 100 : value}`;
  });
  return inNumber(text);
}
