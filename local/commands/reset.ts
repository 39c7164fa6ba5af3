import { isAlive, readState } from '../state-file.ts';
import type { Terminal } from './terminal.ts';

/** Empties the running local AWS: every resource and all data in it. */
export async function reset(terminal: Terminal): Promise<number> {
  const state = readState(terminal.root);
  if (!state?.emulators.every(isAlive)) {
    terminal.say('No local AWS is running, so there is nothing to reset.');
    return 3;
  }
  await post(`${state.endpoint}/_ministack/reset`);
  if (state.motoEndpoint !== null) await post(`${state.motoEndpoint}/moto-api/reset`);
  terminal.say('The local AWS is empty again.');
  return 0;
}

async function post(url: string): Promise<void> {
  const response = await fetch(url, { method: 'POST', signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
}
