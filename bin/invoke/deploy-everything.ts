import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../../cli/command-error.ts';
import { bootstrap } from '../../cli/demo/deploy-example.ts';
import { runCdk } from '../../cli/demo/run-cdk.ts';
import { note, type Session } from '../../cli/session.ts';
import type { LocalAws } from '../../local/local-aws.ts';
import { onlyLocal } from '../../local/only-local.ts';
import { root } from './functions.ts';

interface Run {
  readonly workFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Builds the functions, deploys examples/everything into a local AWS, and makes the map of its keyspace. */
export async function deployEverything(session: Session, aws: LocalAws): Promise<void> {
  const { accountId, region } = aws;
  const workFolder = join(root, '.local', 'invoke');
  const run: Run = { workFolder, environment: onlyLocal(aws.environment), signal: session.signal };
  await mkdir(workFolder, { recursive: true });
  // Where nothing has changed this takes no time.
  await script(['build/main.ts', '--quiet'], run);
  note(session, '  cdk bootstrap');
  await bootstrap({ ...run, root, accountId, region, leadSeconds: 0 });
  note(session, '  cdk deploy of examples/everything');
  await deploy(run);
  await script(['bin/headroom.ts', 'shards', 'init', 'orders', '--yes'], run);
}

async function deploy({ workFolder, ...run }: Run): Promise<void> {
  const app = `${JSON.stringify(process.execPath)} examples/everything/app.ts`;
  const assembly = join(workFolder, `cdk.out-${process.pid}`);
  const how = ['--require-approval', 'never', '--progress', 'events', '--app', app, '--output', assembly];
  try {
    await runCdk({ ...run, args: ['deploy', '--all', ...how], cwd: root, logFile: join(workFolder, 'deploy.log') });
  } finally {
    await rm(assembly, { recursive: true, force: true });
  }
}

/** Runs one of our own programs, which tells on stderr what is wrong. */
async function script([file = '', ...args]: readonly string[], { environment, signal }: Run): Promise<void> {
  const child = spawn(process.execPath, [join(root, file), ...args], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'ignore', 2],
    signal,
  });
  const [exitCode] = (await once(child, 'close')) as [number | null];
  if (exitCode !== 0) throw new CommandError(`${file} ended with exit code ${exitCode}; what it said is above`);
}
