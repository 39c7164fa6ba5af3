import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LocalAwsError } from './local-aws-error.ts';

const run = promisify(execFile);
const installMs = 15 * 60_000;

/** Makes a virtual environment in `folder` with exactly the artefacts that the requirements file names by hash. */
export async function pipInstall(python: string, folder: string, requirementsFile: string): Promise<void> {
  await quietly(python, ['-m', 'venv', folder]);
  // Wheels only: an install never runs a package's own build script. Bytecode is made as modules are first used.
  const flags = ['--quiet', '--no-input', '--disable-pip-version-check', '--no-compile', '--only-binary', ':all:'];
  const pip = ['-m', 'pip', 'install', ...flags, '--require-hashes', '-r', requirementsFile];
  await quietly(join(folder, 'bin', 'python'), pip);
}

async function quietly(file: string, args: readonly string[]): Promise<void> {
  try {
    await run(file, args, { timeout: installMs, maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    throw new LocalAwsError('install', explain(error as { stdout?: string; stderr?: string }), { cause: error });
  }
}

function explain(failed: { stdout?: string; stderr?: string }): string {
  const output = `${failed.stdout ?? ''}${failed.stderr ?? ''}`.trim();
  const tail = output.split('\n').slice(-8).join('\n');
  return `Installing the local AWS failed. ${advice(output)}\n${tail}`;
}

function advice(output: string): string {
  if (/ensurepip|No module named venv/.test(output)) {
    return 'This Python has no `venv`: on Debian and Ubuntu `apt install python3-venv`.';
  }
  if (/HASHES DO NOT MATCH|do not match the hashes/i.test(output)) {
    return 'A package is not the one that was pinned: look at the mirror that pip uses (`pip config list`).';
  }
  return 'It needs PyPI, or a mirror that pip is configured for (`pip config list`), and about 400 MB of disk.';
}
