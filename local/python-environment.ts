import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findPython, type Python } from './find-python.ts';
import { pipInstall } from './pip-install.ts';
import { processStart } from './process-start.ts';

interface PythonEnvironmentOptions {
  /** The checkout: environments live under its `.local/`. */
  readonly root: string;
  readonly name: string;
  readonly onProgress?: (message: string) => void;
  readonly requirementsFile?: string;
  readonly python?: Python;
  readonly install?: (python: string, folder: string, requirementsFile: string) => Promise<void>;
}

/**
 * The Python of a private environment that holds the pinned requirements, installed first if need be.
 * The folder's name is the stamp: it tells the requirements and the Python apart, and a folder gets that name by a
 * rename after the whole installation, so a half-finished one is never taken as done and two at once do no harm.
 */
export async function pythonEnvironment(options: PythonEnvironmentOptions): Promise<string> {
  const { root, name, onProgress, install = pipInstall } = options;
  const requirementsFile = options.requirementsFile ?? join(import.meta.dirname, 'requirements', `${name}.txt`);
  const python = options.python ?? (await findPython());
  const parent = join(root, '.local', 'python');
  const folder = join(parent, `${name}-${await stamp(requirementsFile, python)}`);
  if (!isWhole(folder)) {
    await removeAbandoned(parent);
    onProgress?.(`installing ${name} into .local (once; needs PyPI)`);
    await installInto(folder, (partial) => install(python.path, partial, requirementsFile));
  }
  return interpreter(folder);
}

async function stamp(requirementsFile: string, python: Python): Promise<string> {
  const requirements = await readFile(requirementsFile);
  return createHash('sha256')
    .update(requirements)
    .update(python.path)
    .update(python.version)
    .digest('hex')
    .slice(0, 12);
}

function interpreter(folder: string): string {
  return join(folder, 'bin', 'python');
}

/** Follows the link to the Python that made it, so an environment whose Python was removed is not whole. */
function isWhole(folder: string): boolean {
  return existsSync(interpreter(folder));
}

async function installInto(folder: string, install: (partial: string) => Promise<void>): Promise<void> {
  const partial = `${folder}.partial-${process.pid}`;
  try {
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { recursive: true });
    await install(partial);
    await takeName(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** If another process was quicker, its environment is as good as ours. */
async function takeName(partial: string, folder: string): Promise<void> {
  if (!isWhole(folder)) await rm(folder, { recursive: true, force: true });
  try {
    await rename(partial, folder);
  } catch (error) {
    if (!isWhole(folder)) throw error;
  }
}

/** What an interrupted installation left; one that still runs is left alone. */
async function removeAbandoned(parent: string): Promise<void> {
  await mkdir(parent, { recursive: true });
  for (const entry of await readdir(parent)) {
    const owner = /\.partial-(\d+)$/.exec(entry)?.[1];
    if (owner && processStart(Number(owner)) === null) await rm(join(parent, entry), { recursive: true, force: true });
  }
}
