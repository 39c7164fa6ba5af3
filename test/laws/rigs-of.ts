import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from '../architecture/source-file.ts';

/**
 * What the laws try each kind with: the file that has its name in a folder, so that a new kind is a new file. Rejects naming
 * the file where a kind has none.
 */
export async function rigsOf<Rig>(folder: string, kinds: readonly string[]): Promise<[kind: string, rig: Rig][]> {
  return Promise.all(
    kinds.map(async (kind): Promise<[string, Rig]> => {
      const file = `${folder}/${kind}.ts`;
      if (!existsSync(path.join(root, file))) throw new Error(`${file} is missing: the laws try each kind by its file`);
      return [kind, (await import(path.join(root, file))) as Rig];
    }),
  );
}
