import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a server answers to one command, as `redis-cli` prints it. Rejects where nobody listens. */
export async function askRedis(port: number, ...command: string[]): Promise<string> {
  const { stdout } = await run('redis-cli', ['-h', '127.0.0.1', '-p', String(port), ...command], { timeout: 5000 });
  return stdout.trim();
}

/** Rejects where it is not so within twenty seconds. */
export async function untilSo(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let waits = 0; waits < 400; waits++) {
    if (await isSo().catch(() => false)) return;
    await sleep(50);
  }
  throw new Error(`${what}: not so within 20 s`);
}
