import { setTimeout as sleep } from 'node:timers/promises';
import { killGroup } from '../kill-group.ts';
import { isAlive, type LocalState, type OwnedProcess, readState, removeState } from '../state-file.ts';
import type { Terminal } from './terminal.ts';

const patienceMs = 10_000;

/** Ends what `start` started, and only that. */
export async function stop(terminal: Terminal): Promise<number> {
  const state = readState(terminal.root);
  const ended = state ? await end(state) : 0;
  removeState(terminal.root);
  terminal.say(ended > 0 ? 'The local AWS is stopped.' : 'No local AWS was running.');
  return 0;
}

async function end(state: LocalState): Promise<number> {
  const processes = [...state.keepers, ...state.emulators].filter(isAlive);
  for (const keeper of state.keepers.filter(isAlive)) process.kill(keeper.pid, 'SIGTERM');
  await untilGone(state.keepers);
  // Only left if a keeper was killed before it could do its work.
  for (const emulator of state.emulators.filter(isAlive)) killGroup(emulator.pid);
  await untilGone(state.emulators);
  return processes.length;
}

async function untilGone(processes: readonly OwnedProcess[]): Promise<void> {
  const giveUpAtMs = Date.now() + patienceMs;
  while (processes.some(isAlive) && Date.now() < giveUpAtMs) await sleep(20);
}
