import type { Folder } from './folder.ts';

/**
 * Some folders, none inside another, that are purged by wildcard instead of path by path. Sets are made of smaller ones,
 * so that a tree of any size needs no copies of them.
 */
export interface FolderSet {
  readonly wildcards: number;
  /** Items fewer than path by path. */
  readonly saved: number;
  /** Objects that did not change and are purged. */
  readonly collateral: number;
  /** The folder that this set takes; null where it is made of others. */
  readonly folder: Folder | null;
  readonly parts: readonly [FolderSet, FolderSet] | null;
}

export const noFolders: FolderSet = { wildcards: 0, saved: 0, collateral: 0, folder: null, parts: null };

/** The wildcard over a whole folder. */
export function takeFolder(folder: Folder, unchanged: number): FolderSet {
  return { wildcards: 1, saved: folder.changed - 1, collateral: unchanged, folder, parts: null };
}

/** Two sets in different folders at once. */
export function both(a: FolderSet, b: FolderSet): FolderSet {
  if (a === noFolders) return b;
  if (b === noFolders) return a;
  return {
    wildcards: a.wildcards + b.wildcards,
    saved: a.saved + b.saved,
    collateral: a.collateral + b.collateral,
    folder: null,
    parts: [a, b],
  };
}

/** The folders that a set takes. */
export function foldersOf(set: FolderSet): Folder[] {
  const found: Folder[] = [];
  const open = [set];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (one.folder !== null) found.push(one.folder);
    if (one.parts !== null) open.push(...one.parts);
  }
  return found;
}
