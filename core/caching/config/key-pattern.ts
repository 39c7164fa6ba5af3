import { InvalidInput } from '../../model/errors.ts';
import { shown } from '../../schema/shown.ts';

/** A key of a cache, with names of attributes in place of what differs: `order/{id}`. */
export interface KeyPattern {
  /** Attributes and the texts before each, in turn. */
  readonly parts: readonly { readonly before: string; readonly attribute: string }[];
  readonly after: string;
}

const longest = 200;

/** Reads a pattern. Throws `InvalidInput` where it names no attribute, or a bracket is left open. */
export function parseKeyPattern(text: string, field = 'keys'): KeyPattern {
  const found = [...text.matchAll(/([^{}]*)\{([^{}]+)\}/g)];
  const after = text.slice(found.reduce((length, [whole]) => length + whole.length, 0));
  if (found.length === 0 || /[{}]/.test(after) || text.length > longest) {
    const says = `${shown(text)} is not a pattern of keys; write attributes in brackets, e.g. "order/{id}"`;
    throw new InvalidInput(field, says);
  }
  return { parts: found.map(([, before = '', attribute = '']) => ({ before, attribute })), after };
}

/** What the rows of a table have a part in. */
export interface RowPatterns {
  readonly keys: readonly KeyPattern[];
  readonly tags: readonly KeyPattern[];
}

/** Reads the patterns of the rows of each table, by its name, as a function is told of them. Throws `InvalidInput`. */
export function readPatterns(json: string): Readonly<Record<string, RowPatterns>> {
  const told = JSON.parse(json) as Readonly<Record<string, Readonly<Record<'keys' | 'tags', readonly string[]>>>>;
  const read = (all: readonly string[]) => all.map((pattern) => parseKeyPattern(pattern));
  return Object.fromEntries(
    Object.entries(told).map(([table, { keys, tags }]) => [table, { keys: read(keys), tags: read(tags) }]),
  );
}
