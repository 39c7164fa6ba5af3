import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Emulator } from './emulator.ts';
import type { LocalAws } from './local-aws.ts';
import { killGroup, processStart } from './process-start.ts';

const patienceMs = 10_000;

/** A process by pid and start: pids are used again, and only what we started may be ended. */
export interface OwnedProcess {
  readonly pid: number;
  readonly start: string | null;
}

export interface LocalState {
  readonly endpoint: string;
  readonly motoEndpoint: string | null;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFiles: readonly string[];
  readonly keepers: readonly OwnedProcess[];
  readonly emulators: readonly OwnedProcess[];
}

export function stateOf(aws: LocalAws): LocalState {
  return {
    endpoint: aws.endpoint,
    motoEndpoint: aws.motoEndpoint,
    environment: aws.environment,
    logFiles: aws.emulators.map((emulator) => emulator.logFile),
    keepers: aws.emulators.map((emulator) => owned(emulator.keeperPid)),
    emulators: aws.emulators.map((emulator: Emulator) => owned(emulator.pid)),
  };
}

function owned(pid: number): OwnedProcess {
  return { pid, start: processStart(pid) };
}

/** Whether that very process still runs. */
export function isAlive({ pid, start }: OwnedProcess): boolean {
  return start !== null && processStart(pid) === start;
}

/** What `npm run local -- start` left running, or null. */
export function readState(root: string): LocalState | null {
  const file = stateFile(root);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as LocalState) : null;
}

export function writeState(root: string, state: LocalState): void {
  const file = stateFile(root);
  mkdirSync(dirname(file), { recursive: true });
  // A reader never sees half a file.
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

export function removeState(root: string): void {
  rmSync(stateFile(root), { force: true });
}

function stateFile(root: string): string {
  return join(root, '.local', 'state.json');
}

/** Ends the processes that a state tells of, and no others that now have their pids; false if none was left. */
export async function endState(state: LocalState): Promise<boolean> {
  const anyAlive = [...state.keepers, ...state.emulators].some(isAlive);
  for (const keeper of state.keepers.filter(isAlive)) process.kill(keeper.pid, 'SIGTERM');
  await untilGone(state.keepers);
  // Only left if a keeper was killed before it could do its work.
  for (const emulator of state.emulators.filter(isAlive)) killGroup(emulator.pid);
  await untilGone(state.emulators);
  return anyAlive;
}

async function untilGone(processes: readonly OwnedProcess[]): Promise<void> {
  const giveUpAtMs = Date.now() + patienceMs;
  while (processes.some(isAlive) && Date.now() < giveUpAtMs) await sleep(20);
}
