import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { finished } from 'node:stream/promises';
import { CommandError } from '../command-error.ts';

interface CdkRun {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Takes all that cdk prints. */
  readonly logFile: string;
  readonly signal: AbortSignal;
}

const tailLines = 12;

/** Runs the `cdk` of this checkout and waits for its end. Rejects with `CommandError`, told by the end of its log, where it fails. */
export async function runCdk({ args, cwd, environment, logFile, signal }: CdkRun): Promise<void> {
  signal.throwIfAborted();
  const cdk = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
  const log = createWriteStream(logFile);
  const child = spawn(process.execPath, [cdk, ...args, '--no-notices', '--no-color'], {
    cwd,
    // The template is validated by the tests; here it would only cost seconds.
    env: { ...environment, CDK_DISABLE_CLI_TELEMETRY: 'true', CDK_VALIDATION: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that the app that cdk starts ends with it.
    detached: true,
  });
  const end = () => endGroup(child);
  signal.addEventListener('abort', end, { once: true });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const [exitCode] = (await once(child, 'close').finally(() => log.end())) as [number | null];
  signal.removeEventListener('abort', end);
  await finished(log);
  signal.throwIfAborted();
  if (exitCode !== 0)
    throw new CommandError(`cdk ${args[0]} failed; its log is ${logFile} and ends with:\n${await tail(logFile)}`);
}

/** At once: what it deploys to is thrown away as well. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}

async function tail(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8')).trimEnd().split('\n');
  return lines
    .slice(-tailLines)
    .map((line) => `  ${line}`)
    .join('\n');
}
