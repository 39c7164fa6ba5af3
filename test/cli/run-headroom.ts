import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expectSaidJson } from './said-json.ts';

export const root = join(import.meta.dirname, '..', '..');

export interface Ran {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the real command line as a process of its own, with nobody at its terminal; where it is told to interrupt, somebody
 * presses Ctrl-C as soon as that text has come. What it prints under `--json` is held to its help.
 */
export async function runHeadroom(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  interruptAt: string | null = null,
): Promise<Ran> {
  const ran = await runProgram([join(root, 'bin', 'headroom.ts'), ...args], environment, interruptAt);
  if (args.includes('--json')) await expectSaidJson(args, ran.stdout);
  return ran;
}

/** The same for any program of ours: its file, then its arguments. */
export async function runProgram(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  interruptAt: string | null = null,
): Promise<Ran> {
  const child = spawn(process.execPath, [...args], {
    cwd: root,
    env: { ...inherited(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let heard = '';
  let interrupted = interruptAt === null;
  const hear = (part: unknown) => {
    heard += part;
    if (interrupted || !heard.includes(interruptAt ?? '')) return;
    interrupted = child.kill('SIGINT');
  };
  child.stderr.on('data', hear);
  if (interruptAt !== null) child.stdout.on('data', hear);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { exitCode: child.exitCode, stdout, stderr };
}

function inherited(): Record<string, string> {
  const { PATH = '', HOME = '', NODE_COMPILE_CACHE } = process.env;
  return { PATH, HOME, ...(NODE_COMPILE_CACHE !== undefined && { NODE_COMPILE_CACHE }) };
}
