import { are, counted } from '../../core/model/counted.ts';
import { InvalidInput } from '../../core/model/errors.ts';

/** An override is a remedy for a while; what should last longer belongs in the config. */
export const longestOverrideMs = 7 * 86_400_000;
const longestNote = 256;

/**
 * Checks when an override ends. Throws `InvalidInput` where that is not to come, or too far away; `field` is how whoever gave it
 * calls it.
 */
export function checkEnd(untilMs: number, nowMs: number, field = 'untilMs'): void {
  if (!Number.isSafeInteger(untilMs) || untilMs <= nowMs) {
    throw new InvalidInput(field, `${untilMs} is not after now (${nowMs}); give a time that is to come`);
  }
  if (untilMs - nowMs <= longestOverrideMs) return;
  const days = Math.round((untilMs - nowMs) / 8_640_000) / 10;
  throw new InvalidInput(
    field,
    `${counted(days, 'day')} ${are(days)} too long, 7 is the most; change the config for what should last`,
  );
}

/** Control characters, line ends and marks of direction: a terminal would obey them, and none belongs into a note. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Checks what a person notes. Throws `InvalidInput` where it is too long, or has characters that are not to be seen; `field` as above. */
export function checkNote(note: string | null, field = 'note'): void {
  if (note === null) return;
  if (note.length > longestNote) {
    throw new InvalidInput(field, `it has ${counted(note.length, 'character')}; shorten it to ${longestNote}`);
  }
  const found = unseen.exec(note);
  if (found === null) return;
  const code = found[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  throw new InvalidInput(field, `its character ${found.index + 1} is U+${code}, which nobody can see; take it out`);
}
