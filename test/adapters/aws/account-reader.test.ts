import * as applicationAutoScaling from '@aws-sdk/client-application-auto-scaling';
import * as autoScaling from '@aws-sdk/client-auto-scaling';
import * as cloudWatch from '@aws-sdk/client-cloudwatch';
import * as dynamoDb from '@aws-sdk/client-dynamodb';
import * as ec2 from '@aws-sdk/client-ec2';
import * as ecs from '@aws-sdk/client-ecs';
import * as eks from '@aws-sdk/client-eks';
import * as elastiCache from '@aws-sdk/client-elasticache';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as rds from '@aws-sdk/client-rds';
import * as sns from '@aws-sdk/client-sns';
import * as sts from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { type AccountReader, accountReader } from '../../../adapters/aws/account-reader.ts';
import { commandPermissions } from '../../../core/model/command-permissions.ts';

type AnyCommand = new (input: object) => never;
const packages: Readonly<Record<keyof AccountReader, object>> = {
  ...{
    applicationAutoScaling,
    autoScaling,
    cloudWatch,
    dynamoDb,
    ec2,
    ecs,
    eks,
    elastiCache,
    iam,
    lambda,
    rds,
    sns,
    sts,
  },
};
const prefixes: Readonly<Record<keyof AccountReader, string>> = {
  ...{ applicationAutoScaling: 'application-autoscaling', autoScaling: 'autoscaling', cloudWatch: 'cloudwatch' },
  ...{
    dynamoDb: 'dynamodb',
    ec2: 'ec2',
    ecs: 'ecs',
    eks: 'eks',
    elastiCache: 'elasticache',
    iam: 'iam',
    lambda: 'lambda',
    sns: 'sns',
    rds: 'rds',
    sts: 'sts',
  },
};

/** Each command of each client, and whether it got past what refuses; nothing leaves this process. */
async function sent(): Promise<
  readonly { readonly action: string; readonly passed: boolean; readonly says: string }[]
> {
  const reader = accountReader({
    region: 'eu-central-1',
    endpoint: 'http://127.0.0.1:9',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const tried = (Object.keys(packages) as (keyof AccountReader)[]).flatMap((name) => {
    const client = reader[name] as cloudWatch.CloudWatchClient;
    const reached = new Error('reached');
    client.middlewareStack.add(
      () => () => {
        throw reached;
      },
      { step: 'initialize', priority: 'low' },
    );
    return Object.entries(packages[name])
      .filter(([exported]) => /^[A-Z]\w+Command$/.test(exported) && exported !== '$Command')
      .map(async ([exported, Command]) => {
        const action = `${prefixes[name]}:${exported.replace(/Command$/, '')}`;
        const error = await client.send(new (Command as AnyCommand)({})).catch((thrown: Error) => thrown);
        return {
          action,
          passed: error === reached,
          says: error instanceof Error ? `${error.name}: ${error.message}` : '',
        };
      });
  });
  return Promise.all(tried);
}

describe('what looks at an account', async () => {
  const all = await sent();
  const passed = all.filter((one) => one.passed).map(({ action }) => action);

  it('refuses each command of each client that only might change something, before it leaves the process', () => {
    expect(all.length).toBeGreaterThan(1000);
    const refused = all.filter((one) => !one.passed);
    expect(refused.filter(({ says }) => !says.startsWith('WouldChange: '))).toEqual([]);
    const changes = ['autoscaling:SetDesiredCapacity', 'ecs:UpdateService', 'iam:PutRolePolicy', 'ec2:RunInstances'];
    expect(refused.map(({ action }) => action)).toEqual(expect.arrayContaining(changes));
  });

  it('lets those pass that list, describe and simulate, and no other', () => {
    const reads =
      /:(Describe|List|GetRole$|Get(Alias|EventSourceMapping|FunctionConcurrency|FunctionConfiguration|ProvisionedConcurrencyConfig)$|GetCallerIdentity$|SimulatePrincipalPolicy$)/;
    expect(passed.filter((action) => !reads.test(action))).toEqual([]);
  });

  it('lets exactly those pass that the page of permissions names', () => {
    const { doctor } = commandPermissions;
    const { anything = [], anywhere = [], functions = [] } = doctor?.needs ?? {};
    const named = [...anything, ...anywhere, ...functions, ...(doctor?.ungranted ?? [])];
    // What exports there are, and how readings of services go, is asked by clients of their own.
    const elsewhere = ['cloudformation:ListExports', 'cloudwatch:GetMetricData'];
    const wanted = [...new Set(named)].filter((action) => !elsewhere.includes(action));
    expect([...passed].sort()).toEqual([...wanted, 'sts:GetCallerIdentity'].sort());
  });
});
