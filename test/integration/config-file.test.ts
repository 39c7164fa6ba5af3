import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudFormationClient, ListExportsCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, GetRolePolicyCommand, IAMClient, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCdk } from '../../cli/demo/run-cdk.ts';
import { parseDeployment, subjectsOf } from '../../core/config.ts';
import { configuredCapabilities, nounOf } from '../../core/model/capability-name.ts';
import { onlyLocal } from '../../local/only-local.ts';
import config from './config-file-local.ts';
import { clientOptions } from './deploy-function.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';
import { allowedNeighbours } from './neighbours.ts';

const root = join(import.meta.dirname, '..', '..');
const declared = parseDeployment(config);
const { deployment } = declared;
const people = ['shop-web', 'shop-developer', 'shop-on-call'];
// Its ARNs are of this Region.
const local = await localAwsOrNone({ region: 'eu-central-1' });

afterAll(() => local?.stop());

describe.runIf(local !== null)('a config file that says everything', () => {
  const aws = () => {
    if (local === null) throw new Error('the local AWS is not there');
    return local;
  };
  const iam = () => new IAMClient(clientOptions(aws()));

  beforeAll(async () => {
    const { accountId, region, environment } = aws();
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    for (const RoleName of people) await iam().send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    const work = join(root, '.local', 'config-file-test');
    // A report of an earlier synthesis would be told again.
    await rm(work, { recursive: true, force: true });
    await mkdir(work, { recursive: true });
    const { signal } = new AbortController();
    const run = (args: readonly string[], cwd: string, log: string) =>
      runCdk({ args, cwd, environment: onlyLocal(environment), logFile: join(work, log), signal });
    await run(['bootstrap', `aws://${accountId}/${region}`], work, 'bootstrap.log');
    const file = ['--context', 'config=test/integration/config-file-local.ts', '--output', join(work, 'cdk.out')];
    await run(['deploy', '--require-approval', 'never', ...file], root, 'deploy.log');
  });

  /** Every item of the tables of the deployment. */
  const items = async () => {
    const { Exports = [] } = await new CloudFormationClient(clientOptions(aws())).send(new ListExportsCommand({}));
    const tables = Exports.filter(({ Name }) =>
      [`${deployment}-table`, `${deployment}-keyspaces`].includes(Name ?? ''),
    );
    const dynamoDb = new DynamoDBClient(clientOptions(aws()));
    const pages = tables.map(({ Value }) => dynamoDb.send(new ScanCommand({ TableName: Value })));
    return (await Promise.all(pages)).flatMap(({ Items = [] }) => Items);
  };

  it.each(configuredCapabilities)(
    'has the config of every subject of %s in the table, as the file says it',
    async (capability) => {
      const all = await items();
      const found = subjectsOf(declared, capability);
      expect(found.length).toBeGreaterThan(0);
      for (const { name, subject } of found) {
        const item = all.find(({ pk, sk }) => pk?.S === `${capability}/config` && sk?.S === name);
        const { [nounOf(capability)]: _, ...own } = subject.config as unknown as Readonly<Record<string, unknown>>;
        expect(JSON.parse(item?.config?.S ?? '{}')).toMatchObject(own);
      }
    },
  );

  // What a CDN or a shard answers is asked in the suites of purging and of keyspaces.
  it('looks at what is scaled and balanced when it is asked', async () => {
    const lambda = new LambdaClient(clientOptions(aws()));
    const asked = [
      ['resource-allocator', { scalable: 'shop/web' }],
      ['load-balancer', { balance: 'shop/shares' }],
    ] as const;
    for (const [what, subject] of asked) {
      const Payload = JSON.stringify({ ...subject, dryRun: true });
      const answer = await lambda.send(new InvokeCommand({ FunctionName: `${deployment}-${what}`, Payload }));
      const said = answer.Payload?.transformToString() ?? '';
      expect({ what, said, error: answer.FunctionError }).toMatchObject({ error: undefined });
    }
  });

  it('has no function that may do what is beside what it does, nor more with what is its own', async () => {
    const { Exports = [] } = await new CloudFormationClient(clientOptions(aws())).send(new ListExportsCommand({}));
    const named = (what: string) => Exports.find(({ Name }) => Name === `${deployment}-${what}`)?.Value ?? '';
    const { region, accountId } = aws();
    const theirs = { table: named('table'), keyspaces: named('keyspaces'), group: 'web' };
    const elb = (...actions: readonly string[]) => actions.map((action) => `elasticloadbalancing:${action}`);
    const [balance] = declared.balances;
    const own = {
      [`arn:aws:ecs:${region}:${accountId}:service/shop/web`]: ['ecs:DeleteService', 'ecs:ExecuteCommand'],
      [`arn:aws:cloudfront::${accountId}:distribution/E1A2B3C4D5E6F7`]: [
        'UpdateDistribution',
        'DeleteDistribution',
      ].map((action) => `cloudfront:${action}`),
      [`arn:aws:dynamodb:${region}:${accountId}:table/carts-a`]: [
        'dynamodb:Scan',
        'dynamodb:DeleteTable',
        'dynamodb:UpdateTable',
      ],
      ...Object.fromEntries(
        Object.values(balance?.config.groups ?? {}).map(({ targetGroupArn }) => [
          targetGroupArn,
          elb('ModifyTargetGroupAttributes', 'RegisterTargets', 'DeregisterTargets', 'DeleteTargetGroup'),
        ]),
      ),
    };
    expect(await allowedNeighbours(aws(), { ...theirs, own })).toEqual([]);
  });

  it('lets people and applications do what the file says, by policies of the roles that were there', async () => {
    for (const RoleName of people) {
      const { PolicyNames = [] } = await iam().send(new ListRolePoliciesCommand({ RoleName }));
      expect(PolicyNames.length, RoleName).toBeGreaterThan(0);
      const documents = PolicyNames.map((PolicyName) => iam().send(new GetRolePolicyCommand({ RoleName, PolicyName })));
      const text = (await Promise.all(documents))
        .map(({ PolicyDocument = '' }) => decodeURIComponent(PolicyDocument))
        .join();
      expect(text).toContain('dynamodb:');
    }
  });
});
