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

process.exitCode = await program(process.argv.slice(2), {
  version: version(),
  out: process.stdout,
  err: process.stderr,
  input: process.stdin,
  cwd: process.cwd(),
  signal: ending.signal,
  nowMs: Date.now,
});
