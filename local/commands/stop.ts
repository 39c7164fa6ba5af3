import { endState, readState, removeState } from '../state-file.ts';
import type { Terminal } from './terminal.ts';

/** Ends what `start` started, and only that. */
export async function stop(terminal: Terminal): Promise<number> {
  const state = readState(terminal.root);
  const ended = state !== null && (await endState(state));
  removeState(terminal.root);
  terminal.say(ended ? 'The local AWS is stopped.' : 'No local AWS was running.');
  return 0;
}
