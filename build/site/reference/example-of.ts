import { examplesByName } from './examples-by-name.ts';
import { bare, type Field } from './field.ts';

/** What a field may hold; undefined where nobody has said. What is there already is told first, then what is usual. */
export function exampleOf({ path, schema, examples }: Pick<Field, 'path' | 'schema' | 'examples'>): unknown {
  const told = examples.find((one) => one !== null && isShort(one)) ?? byName(path);
  if (told !== undefined) return told;
  const usual = schema.default ?? bare(schema).enum?.find((one) => one !== null) ?? quoted(schema.description ?? '');
  return usual ?? undefined;
}

/** By the longest end of a path that has one. */
function byName(path: string): unknown {
  const ends = Object.keys(examplesByName).filter((end) => path === end || path.endsWith(`.${end}`));
  const longest = ends.toSorted((a, b) => b.length - a.length)[0];
  return longest === undefined ? undefined : examplesByName[longest];
}

function quoted(text: string): string | undefined {
  return /(?:such as|[Ee]\.g\.) `([^`]+)`/.exec(text)?.[1];
}

function isShort(value: unknown): boolean {
  return JSON.stringify(value).length <= 160;
}
