import { isAlive, readState } from '../state-file.ts';
import type { Terminal } from './terminal.ts';

/** As service scripts do: 0 if it runs, 3 if not. */
export function status(terminal: Terminal): number {
  const state = readState(terminal.root);
  if (!state?.emulators.some(isAlive)) {
    terminal.say('No local AWS is running. Start one: npm run local -- start');
    return 3;
  }
  const whole = state.emulators.every(isAlive);
  terminal.say(
    whole ? 'The local AWS is running.' : 'Only a part of the local AWS is running. Stop it: npm run local -- stop',
  );
  terminal.out(`MiniStack  ${state.endpoint}`);
  if (state.motoEndpoint !== null) terminal.out(`moto       ${state.motoEndpoint}`);
  for (const file of state.logFiles) terminal.out(`log        ${file}`);
  return whole ? 0 : 3;
}
