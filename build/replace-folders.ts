import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Lets `make` fill `fresh`, then moves each of its folders over the one of the same name in `target`. Until all is made
 * `target` keeps what it had; `fresh` is gone afterwards, however that ended.
 */
export async function replaceFolders(fresh: string, target: string, make: () => Promise<unknown>): Promise<void> {
  try {
    await make();
    const entries = await readdir(fresh, { withFileTypes: true });
    for (const entry of entries.filter((one) => one.isDirectory())) {
      await rm(join(target, entry.name), { recursive: true, force: true });
      await rename(join(fresh, entry.name), join(target, entry.name));
    }
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}
