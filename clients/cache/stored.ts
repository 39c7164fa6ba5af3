/**
 * What is stored of a value: the mark of its version, 1 letter, 13 digits of when its load began, 12 of how long it is fresh,
 * 8 of the load, 12 of the versions of its tags where it has some (the letter is a capital then), JSON.
 */
export interface Stored {
  /** `pass`: there is a value which cannot be stored. */
  readonly is: 'value' | 'absent' | 'pass';
  /** When its load began, as the digits of the server's clock, and by the monotonic clock of this process. */
  readonly stamp: string;
  readonly beganMs: number;
  readonly freshMs: number;
  /** How long it took to load. */
  readonly loadMs: number;
  /** The versions that its tags had before its load began; empty where it has none. */
  readonly tags: string;
  readonly json: string;
}

const kinds = { value: 'v', absent: 'a', pass: 'p' } as const;
const kindOf: Readonly<Record<string, Stored['is']>> = { v: 'value', a: 'absent', p: 'pass' };
export const tagLength = 12;
export const digestLength = 12;
const headLength = tagLength + 34;

export const kindLetter = (is: Stored['is'], tags: string): string =>
  tags === '' ? kinds[is] : kinds[is].toUpperCase();

/** What follows the stamp. */
export function restOf({ freshMs, loadMs, tags, json }: Pick<Stored, 'freshMs' | 'loadMs' | 'tags' | 'json'>): string {
  return digits(freshMs, 12) + digits(Math.min(loadMs, 99_999_999), 8) + tags + json;
}

/** Null for what no cache of this release has stored. `aheadMs`: by how much the server's clock is ahead of this process's. */
export function readStored(text: string, aheadMs: number): Stored | null {
  const part = (from: number, to?: number) => text.slice(tagLength + from, to === undefined ? to : tagLength + to);
  const letter = part(0, 1);
  const is = kindOf[letter.toLowerCase()] ?? null;
  const jsonAt = kindOf[letter] === undefined ? 34 + digestLength : 34;
  const stamp = part(1, 14);
  const [beganMs, freshMs, loadMs] = [Number(stamp) - aheadMs, Number(part(14, 26)), Number(part(26, 34))];
  if (is === null || text.length < headLength || Number.isNaN(beganMs + freshMs + loadMs)) return null;
  return { is, stamp, beganMs, freshMs, loadMs, tags: part(34, jsonAt), json: is === 'value' ? part(jsonAt) : 'null' };
}

const digits = (number: number, count: number) => String(Math.round(number)).padStart(count, '0');
