#!/usr/bin/env node
import { Interrupted } from '../cli/command-error.ts';
import { program } from '../cli/program.ts';
import { version } from '../cli/version.ts';

const ending = new AbortController();
for (const [signal, exitCode] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  // The first asks for an orderly end; a second does not wait for it.
  process.on(signal, () => (ending.signal.aborted ? process.exit(exitCode) : ending.abort(new Interrupted(exitCode))));
}

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await program(process.argv.slice(2), {
  version: version(),
  out: process.stdout,
  err: process.stderr,
  input: process.stdin,
  cwd: process.cwd(),
  signal: ending.signal,
  nowMs: Date.now,
});
