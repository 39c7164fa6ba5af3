import { InvalidInput } from '../../core/model/errors.ts';

/** An override is a remedy for a while; what should last longer belongs in the config. */
export const longestOverrideMs = 7 * 86_400_000;
const longestNote = 256;

/** Checks when an override ends. Throws `InvalidInput` where that is not to come, or too far away. */
export function checkEnd(untilMs: number, nowMs: number): void {
  if (!Number.isSafeInteger(untilMs) || untilMs <= nowMs) {
    throw new InvalidInput('untilMs', `${untilMs} is not after now (${nowMs}); give a time that is to come`);
  }
  if (untilMs - nowMs <= longestOverrideMs) return;
  const days = Math.round((untilMs - nowMs) / 8_640_000) / 10;
  throw new InvalidInput('untilMs', `${days} days are too long, 7 is the most; change the config for what should last`);
}

/** Checks what a person notes on an override. Throws `InvalidInput` where it is too long. */
export function checkNote(note: string | null): void {
  if (note === null || note.length <= longestNote) return;
  throw new InvalidInput('note', `it has ${note.length} characters; shorten it to ${longestNote}`);
}
