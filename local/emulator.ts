import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { openLog } from './emulator-log.ts';
import type { EmulatorRecipe } from './emulator-recipe.ts';
import { freePort } from './free-port.ts';
import type { KeeperPlan } from './keeper-plan.ts';
import { killGroup } from './kill-group.ts';
import { loopback } from './loopback.ts';
import { refuseIfExposed } from './refuse-if-exposed.ts';
import { untilReady } from './until-ready.ts';

export interface EmulatorOptions {
  readonly root: string;
  readonly python: string;
  /** @default a free one */
  readonly port?: number;
  /** @default false: it ends when this process ends */
  readonly outlivesStarter?: boolean;
}

export interface Emulator {
  readonly name: string;
  readonly endpoint: string;
  readonly pid: number;
  readonly keeperPid: number;
  readonly logFile: string;
  /** Ends it, all that it started, and its state. */
  stop(): Promise<void>;
}

const portTries = 3;
const stopMs = 10_000;

/** Starts an emulator and waits until it serves. */
export async function startEmulator(recipe: EmulatorRecipe, options: EmulatorOptions): Promise<Emulator> {
  for (let tries = 1; ; tries += 1) {
    const emulator = await launch(recipe, options, options.port ?? (await freePort()));
    try {
      await untilReady(emulator, recipe.readyPath);
      refuseIfExposed(recipe.name, Number(new URL(emulator.endpoint).port));
      return emulator;
    } catch (error) {
      await emulator.stop();
      if (!isPortTaken(error) || options.port !== undefined || tries === portTries) throw error;
    }
  }
}

async function launch(recipe: EmulatorRecipe, options: EmulatorOptions, port: number): Promise<LaunchedEmulator> {
  const folder = mkdtempSync(join(tmpdir(), `headroom-${recipe.name}-`));
  const logFile = openLog(options.root, recipe.name, port);
  const outlivesStarter = options.outlivesStarter ?? false;
  const plan: KeeperPlan = { command: options.python, args: recipe.args(port), folder, logFile, outlivesStarter };
  const keeper = spawn(process.execPath, [join(import.meta.dirname, 'keeper.ts'), JSON.stringify(plan)], {
    detached: true,
    env: { ...privateEnvironment(folder), ...recipe.environment(port) },
    stdio: [outlivesStarter ? 'ignore' : 'pipe', 'pipe', 'ignore'],
  });
  const pid = await firstLine(keeper);
  letGo(keeper);
  return {
    name: recipe.name,
    endpoint: `http://${loopback}:${port}`,
    pid,
    keeperPid: keeper.pid ?? 0,
    logFile,
    hasEnded: () => keeper.exitCode !== null || keeper.signalCode !== null,
    stop: () => stop(keeper, pid),
  };
}

export interface LaunchedEmulator extends Emulator {
  hasEnded(): boolean;
}

/** Made up, not inherited: an emulator hands its whole environment to the functions that it runs. */
function privateEnvironment(folder: string): Record<string, string> {
  return { HOME: folder, TMPDIR: folder, LANG: 'C.UTF-8', TZ: 'UTC', PYTHONUNBUFFERED: '1' };
}

/** The keeper's only line is its command's pid; empty if the command could not be started. */
async function firstLine(keeper: ChildProcess): Promise<number> {
  const output = keeper.stdout as Readable;
  const [chunk] = await Promise.race([once(output, 'data'), once(keeper, 'exit')]);
  output.destroy();
  return Number(String(chunk)) || 0;
}

/** Nothing of an emulator keeps its starter from ending, and a starter that ends closes the pipe. */
function letGo(keeper: ChildProcess): void {
  keeper.unref();
  (keeper.stdin as { unref?(): void } | null)?.unref?.();
}

async function stop(keeper: ChildProcess, pid: number): Promise<void> {
  if (keeper.exitCode !== null || keeper.signalCode !== null) return void killGroup(pid);
  keeper.ref();
  keeper.kill('SIGTERM');
  await once(keeper, 'exit', { signal: AbortSignal.timeout(stopMs) }).catch(() => keeper.kill('SIGKILL'));
  if (pid > 0) killGroup(pid);
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && /already in use|in use by another|EADDRINUSE/i.test(error.message);
}
