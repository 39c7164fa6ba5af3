import type { Attribute, Image } from '../model/cache-call.ts';
import { InvalidInput } from '../model/errors.ts';
import type { KeyPattern } from './config/key-pattern.ts';

/**
 * The keys of a cache that a changed row has a part in, by the row before and after the change: each pattern whose attributes the
 * row has. Throws `InvalidInput` where an attribute of a pattern is neither a text nor a number.
 */
export function keysOfRow(patterns: readonly KeyPattern[], images: readonly Image[]): readonly string[] {
  const keys = images.flatMap((image) => patterns.flatMap((pattern) => keyOf(pattern, image) ?? []));
  return [...new Set(keys)];
}

/** Null where the row has not all of its attributes: rows of other kinds may stand in the same table. */
function keyOf({ parts, after }: KeyPattern, image: Image): string | null {
  const texts = parts.map(({ before, attribute }) => {
    const value = Object.hasOwn(image, attribute) ? image[attribute] : undefined;
    return value === undefined ? null : before + textOf(attribute, value);
  });
  return texts.includes(null) ? null : texts.join('') + after;
}

function textOf(attribute: string, value: Attribute): string {
  const [[type, held] = []] = Object.entries(value);
  if ((type === 'S' || type === 'N') && typeof held === 'string') return held;
  throw new InvalidInput(attribute, `expected a text or a number; came an attribute of type ${type ?? 'none'}`);
}
