import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLog } from './emulator-log.ts';
import type { EmulatorRecipe } from './emulator-recipes.ts';
import { freePort } from './free-port.ts';
import { startKeptProcess } from './kept-process.ts';
import { loopback } from './loopback.ts';
import { refuseIfExposed } from './refuse-if-exposed.ts';
import { untilReady } from './until-ready.ts';

interface EmulatorOptions {
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

/** Starts an emulator and waits until it serves. */
export async function startEmulator(recipe: EmulatorRecipe, options: EmulatorOptions): Promise<Emulator> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await startOn(await freePort(options.port), recipe, options);
    } catch (error) {
      if (!isPortTaken(error) || options.port !== undefined || tries === portTries) throw error;
    }
  }
}

async function startOn(port: number, recipe: EmulatorRecipe, options: EmulatorOptions): Promise<Emulator> {
  const { name } = recipe;
  const folder = mkdtempSync(join(tmpdir(), `headroom-${name}-`));
  const logFile = openLog(options.root, name, port);
  const endpoint = `http://${loopback}:${port}`;
  const { python: command, outlivesStarter = false } = options;
  const plan = { command, args: recipe.args(port), folder, logFile, outlivesStarter };
  const process = await startKeptProcess(plan, { ...privateEnvironment(folder), ...recipe.environment(port) });
  try {
    await untilReady({ name, endpoint, logFile, hasEnded: process.hasEnded }, recipe.readyPath);
    refuseIfExposed(name, port);
  } catch (error) {
    await process.stop();
    throw error;
  }
  return { name, endpoint, logFile, pid: process.pid, keeperPid: process.keeperPid, stop: process.stop };
}

/** Made up, not inherited: an emulator hands its whole environment to the functions that it runs. */
function privateEnvironment(folder: string): Record<string, string> {
  return { HOME: folder, TMPDIR: folder, LANG: 'C.UTF-8', TZ: 'UTC', PYTHONUNBUFFERED: '1' };
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && /already in use|in use by another|EADDRINUSE/i.test(error.message);
}
