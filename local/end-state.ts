import { setTimeout as sleep } from 'node:timers/promises';
import { killGroup } from './kill-group.ts';
import { isAlive, type LocalState, type OwnedProcess } from './state-file.ts';

const patienceMs = 10_000;

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
