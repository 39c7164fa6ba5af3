import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../command-error.ts';
import { runCdk } from './run-cdk.ts';
import type { Sizing } from './sizing.ts';

/** What `examples/web-tier` tells of what it has deployed. */
const outputKeys = [
  'Scalable',
  'TableName',
  'AllocatorFunctionName',
  'TunerFunctionName',
  'AutoScalingGroupName',
  'LoadBalancerFullName',
  'TargetGroupFullName',
  'AlarmName',
] as const;
const stackName = 'WebTierExample';

/** What the stack of the example tells of itself. */
export type Outputs = Readonly<Record<(typeof outputKeys)[number], string>>;

interface Deployment {
  /** The checkout. */
  readonly root: string;
  /** Takes cdk's output and logs. */
  readonly workFolder: string;
  /** What points cdk and the app at the local AWS. */
  readonly environment: Readonly<Record<string, string>>;
  readonly accountId: string;
  readonly region: string;
  readonly leadSeconds: number;
  readonly signal: AbortSignal;
}

/** `cdk bootstrap`, as a person would do once for an account. */
export async function bootstrap({ workFolder, environment, accountId, region, signal }: Deployment): Promise<void> {
  await mkdir(workFolder, { recursive: true });
  const args = ['bootstrap', `aws://${accountId}/${region}`];
  // Run where no cdk.json names an app: there is nothing to synthesise yet.
  await runCdk({ args, cwd: workFolder, environment, logFile: join(workFolder, 'bootstrap.log'), signal });
}

/** `cdk deploy` of the example: a load balancer, an Auto Scaling group, and Headroom on it. */
export async function deployExample(deployment: Deployment, sizing: Partial<Sizing>): Promise<Outputs> {
  const { root, workFolder, environment, leadSeconds, signal } = deployment;
  const outputsFile = join(workFolder, 'outputs.json');
  const assembly = join(workFolder, `cdk.out-${process.pid}`);
  const app = `${JSON.stringify(process.execPath)} examples/web-tier/app.ts`;
  const context = Object.entries({ ...sizing, leadSeconds }).flatMap(([name, value]) => [
    '--context',
    `${name}=${value}`,
  ]);
  const where = ['--app', app, '--output', assembly, '--outputs-file', outputsFile];
  const args = ['deploy', '--all', '--require-approval', 'never', '--progress', 'events', ...where, ...context];
  try {
    await runCdk({ args, cwd: root, environment, logFile: join(workFolder, 'deploy.log'), signal });
    return readOutputs(await readFile(outputsFile, 'utf8'));
  } finally {
    await rm(assembly, { recursive: true, force: true });
    await rm(outputsFile, { force: true });
  }
}

function readOutputs(text: string): Outputs {
  const outputs = (JSON.parse(text) as Record<string, Record<string, string> | undefined>)[stackName] ?? {};
  const missing = outputKeys.filter((key) => !outputs[key]);
  if (missing.length > 0)
    throw new CommandError(
      `the example's stack ${stackName} has no output ${missing.join(', ')}; compare examples/web-tier`,
    );
  return outputs as Outputs;
}
