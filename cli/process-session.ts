import { Interrupted } from './command-error.ts';
import { exitCodes } from './exit-codes.ts';
import type { Session } from './session.ts';
import { version } from './version.ts';

/** The terminal and process that this runs in: Ctrl-C ends it in order, and a reader that has seen enough is not an error. */
export function processSession(env: Session['env']): Session {
  const ending = new AbortController();
  for (const [signal, exitCode] of [
    ['SIGINT', exitCodes.interrupted],
    ['SIGTERM', exitCodes.terminated],
  ] as const) {
    // The first asks for an orderly end; a second does not wait for it.
    process.on(signal, () =>
      ending.signal.aborted ? process.exit(exitCode) : ending.abort(new Interrupted(exitCode)),
    );
  }
  // A reader that has seen enough (`| head`) is not an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  // Nobody hears what is wrong, which the exit code still tells.
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    version: version(),
    out: process.stdout,
    err: process.stderr,
    input: process.stdin,
    cwd: process.cwd(),
    env,
    signal: ending.signal,
    nowMs: Date.now,
  };
}
