/** What is stored of a value: 1 letter, 13 digits of when its load began, 12 of how long it is fresh, 8 of the load, JSON. */
export interface Stored {
  /** `pass`: there is a value which cannot be stored. */
  readonly is: 'value' | 'absent' | 'pass';
  /** By the server's clock, as its digits and as a number of milliseconds since 1970. */
  readonly stamp: string;
  readonly beganMs: number;
  readonly freshMs: number;
  /** How long it took to load. */
  readonly loadMs: number;
  readonly json: string;
}

const kinds = { value: 'v', absent: 'a', pass: 'p' } as const;
const headLength = 34;

export const kindLetter = (is: Stored['is']): string => kinds[is];

/** What follows the stamp. */
export function restOf({ freshMs, loadMs, json }: Pick<Stored, 'freshMs' | 'loadMs' | 'json'>): string {
  return digits(freshMs, 12) + digits(Math.min(loadMs, 99_999_999), 8) + json;
}

/** Null for what no cache of this release has stored. */
export function readStored(text: string): Stored | null {
  const letter = text[0];
  const is = letter === 'v' ? 'value' : letter === 'a' ? 'absent' : letter === 'p' ? 'pass' : null;
  const stamp = text.slice(1, 14);
  const beganMs = Number(stamp);
  const freshMs = Number(text.slice(14, 26));
  const loadMs = Number(text.slice(26, headLength));
  if (is === null || text.length < headLength || Number.isNaN(beganMs + freshMs + loadMs)) return null;
  return { is, stamp, beganMs, freshMs, loadMs, json: is === 'value' ? text.slice(headLength) : 'null' };
}

const digits = (number: number, count: number) => String(Math.round(number)).padStart(count, '0');
