import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../local/free-port.ts';

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

/** Rejects where it does not listen within five seconds. */
export async function startRedis(settings: readonly string[] = []): Promise<RedisServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'headroom-redis-'));
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...settings];
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

async function start(args: readonly string[]): Promise<ChildProcess> {
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  child.stdout?.on('data', (chunk) => {
    said += String(chunk);
  });
  for (let waits = 0; waits < 500; waits++) {
    if (said.includes('Ready to accept connections')) return child;
    if (child.exitCode !== null) break;
    await sleep(10);
  }
  child.kill('SIGKILL');
  throw new Error(`redis-server does not start: ${said.slice(-500)}`);
}
