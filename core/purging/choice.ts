import type { Folder } from './folder.ts';

/**
 * Some folders, none inside another, that are purged by wildcard instead of path by path. Choices are made of smaller ones,
 * so that a tree of any size needs no copies of them.
 */
export interface Choice {
  readonly wildcards: number;
  /** Items fewer than path by path. */
  readonly saved: number;
  /** Objects that did not change and are purged. */
  readonly collateral: number;
  /** The folder that this choice takes; null where it is made of others. */
  readonly folder: Folder | null;
  readonly parts: readonly [Choice, Choice] | null;
}

export const noChoice: Choice = { wildcards: 0, saved: 0, collateral: 0, folder: null, parts: null };

/** The wildcard over a whole folder. */
export function takeFolder(folder: Folder, unchanged: number): Choice {
  return { wildcards: 1, saved: folder.changed - 1, collateral: unchanged, folder, parts: null };
}

/** Two choices in different folders at once. */
export function both(a: Choice, b: Choice): Choice {
  if (a === noChoice) return b;
  if (b === noChoice) return a;
  return {
    wildcards: a.wildcards + b.wildcards,
    saved: a.saved + b.saved,
    collateral: a.collateral + b.collateral,
    folder: null,
    parts: [a, b],
  };
}

/** The folders that a choice takes. */
export function foldersOf(choice: Choice): Folder[] {
  const found: Folder[] = [];
  const open = [choice];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (one.folder !== null) found.push(one.folder);
    if (one.parts !== null) open.push(...one.parts);
  }
  return found;
}
