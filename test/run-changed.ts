import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readersOf } from './readers-of.ts';

/** Runs the unit tests of what differs from the last commit: those that import it, and those that read it as a file. */
const root = join(import.meta.dirname, '..');
const git = (...args: readonly string[]) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);

const changed = [...git('diff', '--name-only', 'HEAD'), ...git('ls-files', '--others', '--exclude-standard')];
const readers = readersOf(changed, git('ls-files', 'test'), (file) => readFileSync(join(root, file), 'utf8'));
const codes = [vitest('--changed'), ...(readers.length > 0 ? [vitest(...readers)] : [])];
process.exitCode = Math.max(...codes);

function vitest(...args: readonly string[]): number {
  const program = join(root, 'node_modules/vitest/vitest.mjs');
  return spawnSync(process.execPath, [program, 'run', '--project', 'unit', ...args], { cwd: root, stdio: 'inherit' })
    .status === 0
    ? 0
    : 1;
}
