import type { Attribute, Image } from '../model/cache-call.ts';
import { InvalidInput } from '../model/errors.ts';
import type { KeyPattern } from './config/key-pattern.ts';

/** The keys of a row, and why more of them cannot be told; null where all are. */
export interface KeysOfRow {
  readonly keys: readonly string[];
  readonly fault: InvalidInput | null;
}

/**
 * The keys of a cache that a changed row has a part in, by the row before and after the change: each pattern whose attributes the
 * row has. A pattern of which an attribute is neither a text nor a number is told as a fault; what the others make is there
 * nevertheless, since it has changed.
 */
export function keysOfRow(patterns: readonly KeyPattern[], images: readonly Image[]): KeysOfRow {
  const keys = new Set<string>();
  let fault: InvalidInput | null = null;
  for (const image of images) {
    for (const pattern of patterns) {
      const key = keyOf(pattern, image);
      if (key instanceof InvalidInput) fault ??= key;
      else if (key !== null) keys.add(key);
    }
  }
  return { keys: [...keys], fault };
}

/** Null where the row has not all of its attributes: rows of other kinds may stand in the same table. */
function keyOf({ parts, after }: KeyPattern, image: Image): string | InvalidInput | null {
  let key = '';
  let fault: InvalidInput | null = null;
  for (const { before, attribute } of parts) {
    const text = textOf(attribute, Object.hasOwn(image, attribute) ? image[attribute] : undefined);
    if (text === null) return null;
    if (text instanceof InvalidInput) fault ??= text;
    else key += before + text;
  }
  return fault ?? key + after;
}

/** An attribute that holds NULL is one that the row has not. */
function textOf(attribute: string, value: Attribute | undefined): string | InvalidInput | null {
  if (value === undefined) return null;
  const [[type, held] = []] = Object.entries(value);
  if (type === 'NULL') return null;
  if ((type === 'S' || type === 'N') && typeof held === 'string') return held;
  return new InvalidInput(attribute, `expected a text or a number; came an attribute of type ${type ?? 'none'}`);
}
