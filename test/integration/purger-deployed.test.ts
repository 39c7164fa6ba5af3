import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFrontClient,
  CreateDistributionCommand,
  GetInvalidationCommand,
  ListInvalidationsCommand,
} from '@aws-sdk/client-cloudfront';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoDbEntries } from '../../adapters/ledger/entries.ts';
import { runCdk } from '../../cli/demo/run-cdk.ts';
import { onlyLocal } from '../../local/only-local.ts';
import { accountNumber } from '../account-number.ts';
import { runHeadroom } from '../cli/run-headroom.ts';
import { aDistribution } from './a-distribution.ts';
import { clientOptions } from './deploy-function.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';
import { refusedByKeys } from './refused-by-keys.ts';

const local = await localAwsOrNone({ recordCalls: true, enforceIam: true });
const root = join(import.meta.dirname, '..', '..');
const functionName = 'headroom-cdn-purger';
const bucket = 'site';

afterAll(() => local?.stop());

describe.runIf(local !== null)('the deployed purger', () => {
  const aws = () => {
    if (local === null) throw new Error('the local AWS is not there');
    return local;
  };
  let tableName = '';
  let distribution = '';
  const s3 = () => new S3Client({ ...clientOptions(aws()), forcePathStyle: true });
  const cloudFront = () => new CloudFrontClient(clientOptions(aws()));
  const put = (Key: string) => s3().send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'new' }));
  const headroom = (...args: string[]) => runHeadroom([...args, '--table', tableName], onlyLocal(aws().environment));

  beforeAll(async () => {
    await s3().send(new CreateBucketCommand({ Bucket: bucket }));
    const NotificationConfiguration = { EventBridgeConfiguration: {} };
    await s3().send(new PutBucketNotificationConfigurationCommand({ Bucket: bucket, NotificationConfiguration }));
    const made = await cloudFront().send(new CreateDistributionCommand({ DistributionConfig: aDistribution }));
    distribution = made.Distribution?.Id ?? '';
    tableName = await deploy({ distribution, bucket });
  });

  const deploy = async (context: Readonly<Record<string, string>>): Promise<string> => {
    const { accountId, region, environment } = aws();
    const work = join(root, '.local', 'purger-test');
    await mkdir(work, { recursive: true });
    const { signal } = new AbortController();
    const run = (args: readonly string[], cwd: string, log: string) =>
      runCdk({ args, cwd, environment: onlyLocal(environment), logFile: join(work, log), signal });
    await run(['bootstrap', `aws://${accountId}/${region}`], work, 'bootstrap.log');
    const app = `${JSON.stringify(process.execPath)} test/integration/purged-app.ts`;
    const outputs = join(work, 'outputs.json');
    const given = Object.entries(context).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
    const out = ['--output', join(work, 'cdk.out'), '--outputs-file', outputs];
    await run(['deploy', '--all', '--require-approval', 'never', '--app', app, ...out, ...given], root, 'deploy.log');
    return JSON.parse(await readFile(outputs, 'utf8')).Purged.TableName;
  };

  /** The paths of every invalidation, those of one in one text. */
  const invalidated = async (): Promise<string[]> => {
    const of = { DistributionId: distribution };
    const { InvalidationList } = await cloudFront().send(new ListInvalidationsCommand(of));
    const all = (InvalidationList?.Items ?? []).map(async ({ Id }) => {
      const { Invalidation } = await cloudFront().send(new GetInvalidationCommand({ ...of, Id }));
      return (Invalidation?.InvalidationBatch?.Paths?.Items ?? []).join(' ');
    });
    return Promise.all(all);
  };
  const until = async (what: string, ask: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < 300; tries++) {
      if (await ask()) return;
      await sleep(100);
    }
    throw new Error(`waited in vain for ${what}; invalidated were ${JSON.stringify(await invalidated())}`);
  };

  it('tells the console what it would do, and purges nothing', async () => {
    const lambda = new LambdaClient(clientOptions(aws()));
    for (const file of ['paths', 'tick', 'release', 'object-created']) {
      const event = await readFile(join(root, 'functions/cdn-purger/events', `${file}.json`));
      const answer = await lambda.send(new InvokeCommand({ FunctionName: functionName, Payload: event }));
      const { entries } = JSON.parse(answer.Payload?.transformToString() ?? '{}');
      expect(entries[0]).toMatchObject({
        signal: { dryRun: true },
        outcome: { is: /tick/.test(file) ? 'unchanged' : 'recommended' },
      });
    }
    expect(await invalidated()).toEqual([]);
  });

  it('purges what is written to the bucket, a burst of it by fewer invalidations than files, each path once', async () => {
    await Promise.all(['index.html', 'a.css', 'b.css'].map(put));
    const wanted = ['/', '/a.css', '/b.css', '/index.html'];
    const items = async () => (await invalidated()).flatMap((one) => one.split(' ')).sort();
    await until('the invalidation', async () => (await items()).length >= wanted.length);
    expect(await items()).toEqual(wanted);
    expect((await invalidated()).length).toBeLessThan(3);
  });

  it('purges what a program says has changed', async () => {
    const events = new EventBridgeClient(clientOptions(aws()));
    const Detail = JSON.stringify({ paths: ['/news/*', 'no-slash'], distributions: ['site'] });
    await events.send(
      new PutEventsCommand({ Entries: [{ Source: 'shop.cms', DetailType: 'Content Changed', Detail }] }),
    );
    await until('the invalidation', async () => (await invalidated()).some((one) => one.includes('/news/*')));
  });

  it('purges what a person names on the command line, and tells how far it is', async () => {
    const rehearsed = await headroom('purge', '/now.html', '--dry-run');
    expect(rehearsed).toMatchObject({ exitCode: 0, stdout: 'site: would purge: /now.html\n' });
    const { stdout, stderr, exitCode } = await headroom('purge', '/now.html', '/a*b', '--wait');
    expect(stderr).toContain('refused /a*b: "*" stands only at the end of a path');
    expect(stderr).toContain('error: 1 of 2 items was refused');
    expect(stderr).toMatch(/1 item requested[\s\S]*submitted; waiting until it is completed[\s\S]*1 of 1/);
    expect(stdout).toMatch(
      /site: submitted: \/now.html\nsite: requested [\d:]+, submitted [\d:]+, completed [\d:]+ UTC\n/,
    );
    expect(exitCode).toBe(1);
    expect((await invalidated()).filter((items) => items === '/now.html')).toHaveLength(1);
  });

  it('answers a program in JSON', async () => {
    const { stdout, exitCode } = await headroom('purge', '/json.html', '--purge', 'site', '--wait', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      purge: 'site',
      items: ['/json.html'],
      outcome: { is: 'applied' },
      times: { completedAtMs: expect.any(Number) },
      refused: [],
    });
  });

  it('leaves off waiting at Ctrl-C, and says that the purge goes on', async () => {
    const args = ['purge', '/left.html', '--wait', '--table', tableName];
    const left = await runHeadroom(args, onlyLocal(aws().environment), 'waiting until');
    expect(left).toMatchObject({
      exitCode: 130,
      stderr: expect.stringMatching(/the purge goes on[\s\S]*stopped on request/),
    });
    await until('the invalidation', async () => (await invalidated()).includes('/left.html'));
  });

  it('says what is wrong where nothing can be purged', async () => {
    expect(await headroom('purge', '/a', '--purge', 'shop')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('there is no "shop"; there is only site'),
    });
    expect((await headroom('purge', 'a.html')).stderr).toContain('a path begins with "/"');
  });

  it('refuses a tag that the distribution would not heed, and says why', async () => {
    const { stderr, exitCode } = await headroom('purge', '#news');
    expect(stderr).toContain('the distribution has no CacheTagConfig');
    expect(stderr).toContain('1 of 1 item was refused');
    expect(exitCode).toBe(1);
  });

  it('explains its purges with when they were requested, submitted and completed', async () => {
    await until('completion', async () =>
      (await headroom('explain', 'site', '--last', '1')).stdout.includes('completed'),
    );
    const { stdout } = await headroom('explain', 'site', '--last', '30');
    expect(stdout).toContain('-> /now.html   applied');
    expect(stdout).toMatch(/1 item, requested [\d:]+, submitted [\d:]+, completed [\d:]+/);
    const table = { client: new DynamoDBClient(clientOptions(aws())), tableName, random: Math.random };
    const told = JSON.stringify(await dynamoDbEntries(table, 'purging').list('site', 100));
    expect(told).not.toMatch(accountNumber);
    expect(told).not.toContain('arn:');
  });

  it('touches only what roles may by their leading keys', async () => {
    const functions = [functionName, 'headroom-resource-allocator'];
    expect(aws().calls.filter(({ action }) => action === 'dynamodb:TransactWriteItems').length).toBeGreaterThan(0);
    expect(await refusedByKeys(aws(), functions, aws().calls)).toEqual([]);
  });

  it('may purge its distribution and list its bucket, and no other', async () => {
    const lambda = new LambdaClient(clientOptions(aws()));
    const { Role = '' } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
    const iam = new IAMClient(clientOptions(aws()));
    const judge = async (action: string, resource: string) => {
      const asked = { PolicySourceArn: Role, ActionNames: [action], ResourceArns: [resource] };
      const { EvaluationResults } = await iam.send(new SimulatePrincipalPolicyCommand(asked));
      return EvaluationResults?.[0]?.EvalDecision;
    };
    const arn = `arn:aws:cloudfront::${aws().accountId}:distribution/${distribution}`;
    expect(await judge('cloudfront:CreateInvalidation', arn)).toBe('allowed');
    expect(await judge('cloudfront:CreateInvalidation', `${arn}X`)).toBe('implicitDeny');
    expect(await judge('cloudfront:DeleteDistribution', arn)).toBe('implicitDeny');
    expect(await judge('s3:ListBucket', `arn:aws:s3:::${bucket}`)).toBe('allowed');
    expect(await judge('s3:GetObject', `arn:aws:s3:::${bucket}/index.html`)).toBe('implicitDeny');
    expect(
      await judge('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:us-east-1:${aws().accountId}:secret:x`),
    ).toBe('implicitDeny');
  });
});
