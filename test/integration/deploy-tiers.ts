import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IAMClient, ListRolesCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { runCdk } from '../../cli/demo/run-cdk.ts';
import type { LocalAws } from '../../local/local-aws.ts';
import { onlyLocal } from '../../local/only-local.ts';
import { root } from '../cli/run-headroom.ts';
import { clientOptions } from './deploy-function.ts';

/** What the stack of the example tells of itself. */
export type TiersOutputs = Readonly<Record<'FunctionName' | 'TableName' | 'ClusterName' | 'CacheName', string>>;

interface DeployedTiers {
  readonly outputs: TiersOutputs;
  /** The deployment's own table. */
  readonly tableName: string;
}

/** The real `cdk bootstrap` and `cdk deploy` of examples/tiers into a local AWS, where nothing but events wakes it. */
export async function deployTiers(aws: LocalAws, work: string): Promise<DeployedTiers> {
  await mkdir(work, { recursive: true });
  const { accountId, region, environment } = aws;
  const { signal } = new AbortController();
  const cdk = (args: readonly string[], cwd: string) =>
    runCdk({ args, cwd, environment: onlyLocal(environment), logFile: join(work, `${args[0]}.log`), signal });
  await cdk(['bootstrap', `aws://${accountId}/${region}`], work);
  const file = join(work, 'outputs.json');
  const app = `${JSON.stringify(process.execPath)} examples/tiers/app.ts`;
  const where = ['--app', app, '--output', join(work, 'cdk.out'), '--outputs-file', file];
  await cdk(['deploy', '--all', '--require-approval', 'never', ...where], root);
  await stopBeats(aws);
  await allowWhatIsMisread(aws);
  const { TiersExample, HeadroomForTiers = {} } = JSON.parse(await readFile(file, 'utf8'));
  const named = Object.entries<string>(HeadroomForTiers).find(([key]) => key.startsWith('HeadroomTableName'));
  if (named === undefined) throw new Error(`no output names the table of the deployment: ${file}`);
  return { outputs: TiersExample, tableName: named[1] };
}

/** Looks are to be woken by what happens. The beat of the schedule is tried by the tests of the allocator. */
async function stopBeats({ endpoint }: LocalAws): Promise<void> {
  const credential = 'Credential=test/20260101/us-east-1/scheduler/aws4_request';
  const headers = { authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=0` };
  const asked = async (path: string, method: string) => {
    const answer = await fetch(`${endpoint}/schedules${path}`, { method, headers });
    if (!answer.ok) throw new Error(`${method} /schedules${path} was answered ${answer.status}`);
    return answer;
  };
  const { Schedules } = (await (await asked('', 'GET')).json()) as { Schedules: { Name: string }[] };
  if (Schedules.length === 0) throw new Error('no schedule was found to be stopped');
  await Promise.all(Schedules.map(({ Name }) => asked(`/${Name}`, 'DELETE')));
}

/** Where the concurrency of an alias is read and set, MiniStack asks for rights on the function that AWS does not ask for. */
async function allowWhatIsMisread(aws: LocalAws): Promise<void> {
  const iam = new IAMClient(clientOptions(aws));
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  const [allocator, ...others] = Roles.filter(({ RoleName = '' }) => RoleName.includes('ResourceAllocator'));
  if (allocator === undefined || others.length > 0) throw new Error('one role of the allocator was to be found');
  const { RoleName } = allocator;
  const Action = ['lambda:ListAliases', 'lambda:GetFunction', 'lambda:UpdateFunctionCode'];
  const Statement = [{ Effect: 'Allow', Action, Resource: '*' }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'misread-here', PolicyDocument }));
}
