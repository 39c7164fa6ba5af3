import type { Trouble } from './model/trouble.ts';
import { troubleText } from './model/trouble-text.ts';
import { utcText } from './time/utc-text.ts';

/** A trouble of this subject in one line, and in another what helps. */
export function tellTrouble(trouble: Trouble, subject: string): { readonly what: string; readonly helps: string } {
  const { title, says, remedy } = troubleText(trouble, subject);
  return { what: `${title} since ${utcText(trouble.sinceMs)}: ${says}`, helps: remedy };
}
