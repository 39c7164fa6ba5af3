/**
 * Runs one command and sees to it that nothing of it is left, whatever happens to whoever asked for it.
 * A process of its own, because one that gets SIGKILL can clean up nothing; what the system does for it then is to
 * close its end of the pipe, and that wakes the keeper.
 */
import { spawn } from 'node:child_process';
import { openSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KeeperOrders } from './kept-process.ts';
import { killGroup } from './process-start.ts';

const orders: KeeperOrders = JSON.parse(process.argv[2] ?? '');
const log = openSync(orders.logFile, 'a');
const command = spawn(orders.command, orders.args, {
  cwd: orders.folder,
  // A group of its own, so that one signal also ends the workers that the command starts.
  detached: true,
  stdio: ['ignore', log, log],
});
let ending = false;

command.once('error', () => void end());
command.once('exit', () => void end());
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void end());
process.stdout.on('error', () => {});
process.stdout.write(`${command.pid ?? ''}\n`);
if (!orders.outlivesStarter)
  process.stdin
    .resume()
    .once('end', () => void end())
    .once('error', () => void end());

async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  if (command.pid !== undefined) await endGroup(command.pid);
  rmSync(orders.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  process.exit(0);
}

/**
 * Waits a little for the members to be gone, so that none writes into the folder while it is removed. Not for long:
 * where nothing collects orphans (some containers), the dead ones still count as members.
 */
async function endGroup(pid: number): Promise<void> {
  for (let tries = 0; tries < 10 && killGroup(pid); tries += 1) await sleep(20);
}
