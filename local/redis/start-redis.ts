import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../free-port.ts';

/** A Redis server of our own on loopback, which keeps nothing on disk. */
export interface RedisServer {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** SIGKILL, or another; SIGSTOP makes it hang. */
  signal(name: NodeJS.Signals): Promise<void>;
  /** Starts it again, empty, on the same port. */
  revive(): Promise<void>;
  stop(): Promise<void>;
}

/** Whether a Redis server is installed. */
export function hasRedis(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** With settings as Redis takes them on its command line. Rejects where it does not listen within five seconds. */
export async function startRedis(settings: readonly string[] = []): Promise<RedisServer> {
  return startProgram(await freePort(), () => ['--save', '', ...settings]);
}

/** What Redis's one program is told, beside where it listens and keeps its files; `folder` is its own. */
export async function startProgram(port: number, argsIn: (folder: string) => readonly string[]): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-redis-'));
  const args = [...argsIn(folder), '--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
  let child = await start(args);
  return {
    host: '127.0.0.1',
    port,
    signal: async (name) => {
      const ended = name === 'SIGKILL' ? once(child, 'exit') : null;
      child.kill(name);
      await ended;
    },
    revive: async () => {
      child = await start(args);
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const running = new Set<ChildProcess>();

/** Ends it with this process, however that ends; by one listener for all. */
function keep(child: ChildProcess): void {
  if (running.size === 0) process.on('exit', endAll);
  running.add(child);
  child.once('exit', () => {
    running.delete(child);
    if (running.size === 0) process.off('exit', endAll);
  });
}

function endAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

async function start(args: readonly string[]): Promise<ChildProcess> {
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  keep(child);
  let said = '';
  child.stdout?.on('data', (chunk) => {
    // What it says later is read and forgotten.
    if (said.length < 10_000) said += String(chunk);
  });
  for (let waits = 0; waits < 500; waits++) {
    if (/Ready to accept connections|Sentinel ID is/.test(said)) return child;
    if (child.exitCode !== null) break;
    await sleep(10);
  }
  child.kill('SIGKILL');
  throw new Error(`redis-server does not start: ${said.slice(-500)}`);
}
