import { startLocalAws } from '../local-aws.ts';
import { endState, isAlive, type LocalState, readState, stateOf, writeState } from '../state-file.ts';
import type { Terminal } from './terminal.ts';

interface StartFlags {
  readonly moto: boolean;
  readonly port: number | undefined;
}

/** Starts a local AWS that stays until `stop`, or tells of the one that already runs. */
export async function start(terminal: Terminal, flags: StartFlags): Promise<number> {
  const running = readState(terminal.root);
  if (running?.emulators.every(isAlive)) return tellRunning(terminal, running, flags);
  // Half of one is of no use, and forgotten it would run on.
  if (running) await endState(running);
  const aws = await startLocalAws({
    root: terminal.root,
    moto: flags.moto,
    outlivesStarter: true,
    onProgress: terminal.say,
    ...(flags.port !== undefined && { port: flags.port }),
  });
  writeState(terminal.root, stateOf(aws));
  tell(terminal, stateOf(aws), 'The local AWS is up.');
  return 0;
}

function tellRunning(terminal: Terminal, state: LocalState, flags: StartFlags): number {
  const lacksMoto = flags.moto && state.motoEndpoint === null;
  const otherPort = flags.port !== undefined && !state.endpoint.endsWith(`:${flags.port}`);
  if (lacksMoto || otherPort) {
    terminal.say(`One already runs at ${state.endpoint}, started otherwise. Stop it first: npm run local -- stop`);
    return 1;
  }
  tell(terminal, state, 'The local AWS was already up.');
  return 0;
}

function tell(terminal: Terminal, state: LocalState, headline: string): void {
  terminal.say(`${headline} Paste these lines, or: eval "$(npm run -s local -- start)"`);
  for (const [name, value] of Object.entries(state.environment)) terminal.out(`export ${name}=${value}`);
  terminal.say('Stop it with: npm run local -- stop');
}
