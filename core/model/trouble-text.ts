import { tell } from './reason.ts';
import type { Trouble } from './trouble.ts';
import { troubleTexts } from './trouble-texts.ts';

/** What a trouble is called, what is known of it, and what helps: a sentence each. */
interface TroubleText {
  readonly title: string;
  readonly says: string;
  readonly remedy: string;
}

/** A trouble of this subject, for a person. One of a kind that this release does not know is told as far as it goes. */
export function troubleText({ kind, because }: Trouble, subject: string): TroubleText {
  const words = Object.hasOwn(troubleTexts, kind) ? troubleTexts[kind] : null;
  const remedy = words?.remedy ?? 'ask a release of Headroom that knows this kind of trouble about {subject}';
  return { title: words?.title ?? kind, says: tell(because), remedy: remedy.replaceAll('{subject}', subject) };
}
