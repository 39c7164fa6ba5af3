import { once } from 'node:events';
import { watch } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Editors write a file in several steps. */
const settledMs = 100;

/**
 * Answers a function that waits for a change in the folder of a config, whose other files it may import; one since the last
 * change that it answered counts. It rejects once the signal is aborted.
 */
export function watchConfig(path: string, signal: AbortSignal): () => Promise<void> {
  let hasChanged = false;
  const folder = watch(dirname(path), { signal }).on('change', () => {
    hasChanged = true;
  });
  folder.on('error', () => {});
  return async () => {
    if (!hasChanged) await once(folder, 'change', { signal });
    await sleep(settledMs, undefined, { signal });
    hasChanged = false;
  };
}
