import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../cli/run-headroom.ts';

/** Builds the site anew before the tests, as `npm run docs` does. Rejects with what the build printed where it fails. */
export async function setup(): Promise<void> {
  await promisify(execFile)(process.execPath, [join(root, 'build/site/main.ts')], { cwd: root });
}
