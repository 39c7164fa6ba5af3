import { blankMemory } from './memory.ts';

/** The release that a version of a function belongs to, read from its description. */
export interface Release {
  /** E.g. `0.1.0+1a2b3c4d`. */
  readonly name: string;
  /** The schema of what it stores. */
  readonly schema: number;
}

const marked = / \(Headroom ([^\s,]+), schema (\d+)\)$/;

/** What ends the description of every function of a release. */
export function releaseMark(version: string, hash: string): string {
  return `(Headroom ${version}+${hash}, schema ${blankMemory.schema})`;
}

/** The release of a version of a function by its description; null where it tells none. */
export function releaseIn(description: string): Release | null {
  const [, name, schema] = marked.exec(description) ?? [];
  return name === undefined ? null : { name, schema: Number(schema) };
}
