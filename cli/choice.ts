import type { Argument, Option } from 'commander';
import { InvalidInput } from '../core/model/errors.ts';
import { didYouMean } from '../core/model/near-names.ts';

/**
 * Lets an argument or the value of an option be one of some words, which help and completion offer. `field` is how errors call
 * it; `read` is for what holds several of them.
 */
export function choosing<Taker extends Argument | Option>(
  taker: Taker,
  field: string,
  words: readonly string[],
  read: (text: string) => unknown = (text) => oneOf(field, words, text),
): Taker {
  taker.choices(words);
  taker.argParser(read);
  return taker;
}

/** A word of those that there are. Throws `InvalidInput` that says which may be meant, and all. */
export function oneOf<Word extends string>(field: string, words: readonly Word[], text: string): Word {
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  const meant = didYouMean(text, words);
  const question = meant === '' ? '' : ` (${meant})`;
  throw new InvalidInput(field, `"${text.slice(0, 40)}" is not known; write ${listed(words)}${question}`);
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
