import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * All temporary files of a run lie in one folder, which goes with it: the CDK alone makes one for each app, and leaves it.
 * What tests start takes it from their environment.
 */
export default function inOneFolder(): () => void {
  const before = process.env.TMPDIR;
  const folder = mkdtempSync(join(tmpdir(), 'headroom-tests-'));
  // PostgreSQL is run as somebody else where these tests are run as root: others pass, and list nothing.
  chmodSync(folder, 0o711);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.env.TMPDIR = folder;
  // Whoever presses Ctrl-C ends the process without the answer of this being called.
  process.once('exit', remove);
  return () => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    process.off('exit', remove);
    remove();
  };
}
