import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AutoScalingClient, CreateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  GetAliasCommand,
  GetFunctionEventInvokeConfigCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoDbEntries } from '../../adapters/ledger/entries.ts';
import { runCdk } from '../../cli/demo/run-cdk.ts';
import { onlyLocal } from '../../local/only-local.ts';
import { runHeadroom } from '../cli/run-headroom.ts';
import { clientOptions } from './deploy-function.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

const local = await localAwsOrNone();
const root = join(import.meta.dirname, '..', '..');
const work = join(root, '.local', 'releases-test');
const FunctionName = 'headroom-resource-allocator';

afterAll(() => local?.stop());

describe.runIf(local !== null)('a release', () => {
  const aws = () => {
    if (local === null) throw new Error('the local AWS is not there');
    return local;
  };
  const lambda = () => new LambdaClient(clientOptions(aws()));
  const outputs = async () => JSON.parse(await readFile(join(work, 'outputs.json'), 'utf8')).Released;
  const live = async () =>
    (await lambda().send(new GetAliasCommand({ FunctionName, Name: 'live' }))).FunctionVersion ?? '';
  const headroom = (...args: string[]) => runHeadroom(args, onlyLocal(aws().environment));

  const run = (args: readonly string[], log: string) =>
    runCdk({
      args,
      cwd: root,
      environment: onlyLocal(aws().environment),
      logFile: join(work, log),
      signal: new AbortController().signal,
    });
  const deploy = (bundles: string) => {
    const app = `${JSON.stringify(process.execPath)} test/integration/released-app.ts`;
    const out = ['--output', join(work, 'cdk.out'), '--outputs-file', join(work, 'outputs.json')];
    const given = ['--context', `headroom:bundles=${bundles}`];
    return run(['deploy', '--all', '--require-approval', 'never', '--app', app, ...out, ...given], 'deploy.log');
  };
  /** Bundles of another release: the same but for the allocator's, which begins with this. */
  const bundlesWith = async (name: string, change: (text: string) => string): Promise<string> => {
    const folder = join(work, name);
    await cp(join(root, 'dist', 'functions'), folder, { recursive: true });
    const file = join(folder, 'resource-allocator', 'index.mjs');
    await writeFile(file, change(await readFile(file, 'utf8')));
    return folder;
  };
  const entries = async () => {
    const { TableName: tableName } = await outputs();
    const table = { client: new DynamoDBClient(clientOptions(aws())), tableName, random: Math.random };
    return dynamoDbEntries(table, 'scaling').list('checkout/web', 100);
  };
  /** What comes by the queue, as ticks and alarms do, is looked at. */
  const looksBy = async (message: object) => {
    const before = (await entries()).length;
    const { QueueUrl } = await outputs();
    await new SQSClient(clientOptions(aws())).send(
      new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }),
    );
    for (let tries = 0; tries < 150; tries++) {
      if ((await entries()).length > before) return true;
      await sleep(100);
    }
    return false;
  };
  const request = { scalable: 'checkout/web' };

  beforeAll(async () => {
    await rm(work, { recursive: true, force: true });
    await mkdir(work, { recursive: true });
    const { accountId, region } = aws();
    const group = { AutoScalingGroupName: 'web', MinSize: 1, MaxSize: 9, DesiredCapacity: 2 };
    const place = { AvailabilityZones: [`${region}a`], LaunchConfigurationName: 'any' };
    await new AutoScalingClient(clientOptions(aws())).send(new CreateAutoScalingGroupCommand({ ...group, ...place }));
    await run(['bootstrap', `aws://${accountId}/${region}`], 'bootstrap.log');
    await deploy(join(root, 'dist', 'functions'));
  });

  it('serves queues, schedules and alarms by the alias alone, with what becomes of failed invocations', async () => {
    const { EventSourceMappings = [] } = await lambda().send(new ListEventSourceMappingsCommand({}));
    expect(EventSourceMappings.length).toBeGreaterThan(1);
    for (const { FunctionArn } of EventSourceMappings) expect(FunctionArn).toMatch(/:live$/);
    const kept = await lambda().send(new GetFunctionEventInvokeConfigCommand({ FunctionName, Qualifier: 'live' }));
    expect(kept).toMatchObject({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 });
    expect(await live()).toBe('1');
    expect(await looksBy(request)).toBe(true);
  });

  it('that would throw fails the deploy with the error of the function, and what served goes on', async () => {
    const broken = await bundlesWith(
      'broken',
      () => "export const handler = async () => { throw new TypeError('units.map is not a function'); };",
    );
    await expect(deploy(broken)).rejects.toThrow('cdk deploy failed');
    const log = await readFile(join(work, 'deploy.log'), 'utf8');
    expect(log).toMatch(/version \d+ of headroom-resource-allocator would fail, so nothing was moved to it/);
    // The local AWS tells the message of an error, and not its name.
    expect(log).toMatch(/checkout\/web:\s+\S+: units\.map is not a function/);
    expect(await live()).toBe('1');
    expect(await looksBy(request)).toBe(true);
  });

  it('is moved to once it was rehearsed, back without a deploy, and forward again', async () => {
    const next = await bundlesWith('next', (text) => `${text}\n// The next release.\n`);
    await deploy(next);
    const served = await live();
    expect(Number(served)).toBeGreaterThan(1);
    expect(await looksBy(request)).toBe(true);

    const status = JSON.parse((await headroom('release', 'status', '--json')).stdout);
    expect(status.releases).toHaveLength(2);
    expect(status.serves).toBe(status.releases[0].name);
    expect((await headroom('release', 'back', '--dry-run')).stdout).toContain('a dry run: nothing was moved');
    expect(await live()).toBe(served);

    const back = await headroom('release', 'back', '--yes', '--json');
    const { serves, moved } = JSON.parse(back.stdout);
    expect(serves).toBe(status.releases[1].name);
    // Each of them, also those whose code is the same.
    expect(moved).toHaveLength(status.functions.length);
    expect(await live()).toBe('1');
    expect(await looksBy(request)).toBe(true);

    expect((await headroom('release', 'forward', '--yes')).stdout).toContain(`serves ${status.serves}`);
    expect(await live()).toBe(served);
  });
});
