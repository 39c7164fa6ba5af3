import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..', '..');
const listed = join(root, 'test/node/nodes');
const installed = join(root, '.local/nodes');

/** Nodes beside this project's own: the oldest that is served, and one that is refused. Paths of their programs. */
export interface TriedNodes {
  readonly oldest: string;
  readonly refused: string;
}

/** Brings the Nodes of `nodes/package.json`, each as its lock says, into `.local/nodes`; null, told loudly, where there is none for this machine. */
export async function triedNodesOrNone(): Promise<TriedNodes | null> {
  const machine = `${process.platform}-${process.arch}`;
  const { optionalDependencies } = JSON.parse(await readFile(join(listed, 'package.json'), 'utf8'));
  if (!(`oldest-${machine}` in optionalDependencies)) {
    const message = `npm has no Node of that age for ${machine}`;
    if (process.env.CI === 'true') throw new Error(message);
    console.warn(`\n*** NOT RUN: ${message}\n`);
    return null;
  }
  await install();
  const programOf = (name: string) => join(installed, 'node_modules', `${name}-${machine}`, 'bin', 'node');
  return { oldest: programOf('oldest'), refused: programOf('refused') };
}

/** They are programs without install scripts, so that what runs is what was hashed. */
async function install(): Promise<void> {
  const lock = 'package-lock.json';
  const [wanted, there] = await Promise.all([listed, installed].map((folder) => textOf(join(folder, lock))));
  if (wanted === there) return;
  await mkdir(installed, { recursive: true });
  await copyFile(join(listed, 'package.json'), join(installed, 'package.json'));
  await copyFile(join(listed, lock), join(installed, lock));
  const options = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
  await promisify(execFile)('npm', ['ci', ...options], { cwd: installed });
}

function textOf(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null);
}
