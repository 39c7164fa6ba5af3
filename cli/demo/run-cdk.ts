import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { finished } from 'node:stream/promises';
import { CommandError } from '../command-error.ts';

export interface CdkRun {
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
  const cdk = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
  const log = createWriteStream(logFile);
  const child = spawn(process.execPath, [cdk, ...args, '--no-notices', '--no-color'], {
    cwd,
    env: { ...environment, CDK_DISABLE_CLI_TELEMETRY: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const [exitCode] = (await once(child, 'close').finally(() => log.end())) as [number | null];
  await finished(log);
  if (exitCode !== 0) throw new CommandError(`cdk ${args[0]} failed; its log is ${logFile} and ends with:\n${await tail(logFile)}`);
}

async function tail(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8')).trimEnd().split('\n');
  return lines.slice(-tailLines).map((line) => `  ${line}`).join('\n');
}
