import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { killGroup } from './process-start.ts';

/** What `keeper.ts` is told, as JSON, in its one argument. The command gets the keeper's own environment. */
export interface KeeperOrders {
  readonly command: string;
  readonly args: readonly string[];
  /** Private to the command, and removed with it. */
  readonly folder: string;
  readonly logFile: string;
  /** False: the command ends when the keeper's standard input closes, as it does however its starter ends. */
  readonly outlivesStarter: boolean;
}

interface KeptProcess {
  readonly pid: number;
  readonly keeperPid: number;
  hasEnded(): boolean;
  /** Ends it and all that it started, and removes its folder. */
  stop(): Promise<void>;
}

const stopMs = 10_000;

/** Starts a command under a keeper. Unless the orders say otherwise, it ends at the latest when this process ends. */
export async function startKeptProcess(
  orders: KeeperOrders,
  environment: Readonly<Record<string, string>>,
): Promise<KeptProcess> {
  const log = openSync(orders.logFile, 'a');
  const keeper = spawn(process.execPath, [join(import.meta.dirname, 'keeper.ts'), JSON.stringify(orders)], {
    // Out of the terminal's group: Ctrl-C ends the starter, and that wakes the keeper.
    detached: true,
    env: environment,
    stdio: [orders.outlivesStarter ? 'ignore' : 'pipe', 'pipe', log],
  });
  closeSync(log);
  const pid = await firstLine(keeper.stdout as Readable);
  letGo(keeper);
  const hasEnded = () => keeper.exitCode !== null || keeper.signalCode !== null;
  return { pid, keeperPid: keeper.pid ?? 0, hasEnded, stop: () => stop(keeper, pid, hasEnded) };
}

/** The keeper's only line is its command's pid; there is none if the command could not be started. */
async function firstLine(output: Readable): Promise<number> {
  const [chunk] = await Promise.race([once(output, 'data'), once(output, 'end')]);
  output.destroy();
  return Number(String(chunk ?? '')) || 0;
}

/** It does not keep its starter from ending; a starter that ends closes the pipe. */
function letGo(keeper: ChildProcess): void {
  keeper.unref();
  (keeper.stdin as { unref?(): void } | null)?.unref?.();
}

async function stop(keeper: ChildProcess, pid: number, hasEnded: () => boolean): Promise<void> {
  if (!hasEnded()) {
    keeper.ref();
    keeper.kill('SIGTERM');
    await once(keeper, 'exit', { signal: AbortSignal.timeout(stopMs) }).catch(() => keeper.kill('SIGKILL'));
  }
  // Finds nothing, unless the keeper itself was killed.
  killGroup(pid);
}
