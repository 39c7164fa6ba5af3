import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../local/free-port.ts';

/** A server of our own on loopback. */
export interface Program {
  readonly url: string;
  readonly port: number;
  /** The folder with all its files; removed by `stop`. */
  readonly folder: string;
  /** SIGSTOP makes it hang, SIGCONT goes on, SIGHUP reads its files anew, SIGKILL ends it and waits until it has. */
  signal(name: NodeJS.Signals): Promise<void>;
  stop(): Promise<void>;
}

interface ProgramOptions {
  readonly command: string;
  /** What answers with success once it is ready. */
  readonly readyPath: string;
  args(port: number, folder: string): readonly string[];
  /** Writes its files before it starts. */
  prepare?(folder: string): void;
}

const patienceMs = 20_000;

/** Whether a program is installed. */
export function isInstalled(command: string): boolean {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Starts a server. Rejects with the end of its log where it does not answer. */
export async function startProgram({ command, readyPath, args, prepare }: ProgramOptions): Promise<Program> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), `headroom-${command}-`));
  prepare?.(folder);
  const child = spawn(command, args(port, folder), { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const removeAll = () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  };
  process.once('exit', removeAll);
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(child, `${url}${readyPath}`).catch((error: unknown) => {
    removeAll();
    throw error;
  });
  return {
    url,
    port,
    folder,
    signal: async (name) => {
      if (name === 'SIGKILL') await end(child);
      else child.kill(name);
    },
    stop: async () => {
      await end(child);
      process.off('exit', removeAll);
      removeAll();
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function untilAnswers(child: ChildProcess, url: string): Promise<void> {
  let log = '';
  child.stderr?.on('data', (text) => {
    log = `${log}${text}`.slice(-2000);
  });
  const untilMs = Date.now() + patienceMs;
  while (!(await answers(url))) {
    if (child.exitCode !== null || Date.now() > untilMs) throw new Error(`${child.spawnfile} did not start: ${log}`);
    await sleep(50);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const { status } = await fetch(url, { signal: AbortSignal.timeout(1000) });
    // One that asks who is there is ready too.
    return status === 200 || status === 401;
  } catch {
    return false;
  }
}
