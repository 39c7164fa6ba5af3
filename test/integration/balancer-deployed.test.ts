import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchClient, DescribeAlarmsCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoDbEntries } from '../../adapters/ledger/entries.ts';
import { runCdk } from '../../cli/demo/run-cdk.ts';
import type { Entry } from '../../core/model/entry.ts';
import { onlyLocal } from '../../local/only-local.ts';
import { accountNumber } from '../account-number.ts';
import { runHeadroom } from '../cli/run-headroom.ts';
import { clientOptions } from './deploy-function.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';
import { type MotoShop, motoShop } from './moto-shop.ts';
import { refusedByKeys } from './refused-by-keys.ts';

const local = await localAwsOrNone({ moto: true, recordCalls: true, enforceIam: true });
const root = join(import.meta.dirname, '..', '..');
const functionName = 'headroom-load-balancer';

afterAll(() => local?.stop());

describe.runIf(local !== null)('the deployed load balancer', () => {
  const aws = () => {
    if (local === null) throw new Error('the local AWS is not there');
    return local;
  };
  let shop: MotoShop;
  let tableName = '';

  beforeAll(async () => {
    shop = await motoShop(String(aws().motoEndpoint));
    tableName = await deploy(shop);
  });

  const deploy = async ({ ruleArn, groups }: MotoShop): Promise<string> => {
    const { accountId, region, environment } = aws();
    const work = join(root, '.local', 'balancer-test');
    await mkdir(work, { recursive: true });
    const { signal } = new AbortController();
    const run = (args: readonly string[], cwd: string, log: string) =>
      runCdk({ args, cwd, environment: onlyLocal(environment), logFile: join(work, log), signal });
    await run(['bootstrap', `aws://${accountId}/${region}`], work, 'bootstrap.log');
    const app = `${JSON.stringify(process.execPath)} test/integration/balanced-app.ts`;
    const outputs = join(work, 'outputs.json');
    const context = { rule: ruleArn, blue: groups.blue, green: groups.green };
    const given = Object.entries(context).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
    const out = ['--output', join(work, 'cdk.out'), '--outputs-file', outputs];
    await run(['deploy', '--all', '--require-approval', 'never', '--app', app, ...out, ...given], root, 'deploy.log');
    return JSON.parse(await readFile(outputs, 'utf8')).Balanced.TableName;
  };

  const weights = async () => {
    const tuples = (await shop.rule()).Actions?.find(({ Type }) => Type === 'forward')?.ForwardConfig?.TargetGroups;
    return tuples?.map(({ Weight }) => Weight);
  };
  const entries = (): Promise<Entry[]> => {
    const table = { client: new DynamoDBClient(clientOptions(aws())), tableName, random: Math.random };
    return dynamoDbEntries(table, 'balancing').list('checkout/web', 100);
  };
  const until = async (what: string, ask: (entry: Entry) => boolean, patienceSeconds = 15): Promise<Entry> => {
    for (let tries = 0; tries < 10 * patienceSeconds; tries++) {
      const found = (await entries()).find((entry) => entry.outcome !== null && ask(entry));
      if (found !== undefined) return found;
      await sleep(100);
    }
    throw new Error(`waited in vain for ${what}`);
  };

  it('tells the console what it would do, and changes nothing', async () => {
    const lambda = new LambdaClient(clientOptions(aws()));
    const Payload = JSON.stringify({ balance: 'checkout/web', dryRun: true });
    const answer = await lambda.send(new InvokeCommand({ FunctionName: functionName, Payload }));
    const { entries: told } = JSON.parse(answer.Payload?.transformToString() ?? '{}');
    expect(told[0]).toMatchObject({ outcome: { is: 'recommended' }, decision: { change: { weights: { blue: 600 } } } });
    expect(await weights()).toEqual([400, 400, 400]);
    expect(await entries()).toEqual([]);
  });

  it('gives units their share when the allocator tells that a capacity has changed', async () => {
    const events = new EventBridgeClient(clientOptions(aws()));
    const Detail = JSON.stringify({ scalable: 'checkout/web', from: 1, to: 3, entry: 'e' });
    await events.send(
      new PutEventsCommand({ Entries: [{ Source: 'headroom', DetailType: 'Capacity Changed', Detail }] }),
    );
    const entry = await until('its entry', ({ signal }) => signal.kind === 'change');
    expect(entry).toMatchObject({ outcome: { is: 'applied' }, signal: { scalable: 'checkout/web' } });
    expect(await weights()).toEqual([600, 200, 400]);
    expect(JSON.stringify(entry)).not.toMatch(accountNumber);
    expect(JSON.stringify(entry)).not.toContain('arn:');
  });

  it('looks when an alarm on target health changes its state', async () => {
    const cloudWatch = new CloudWatchClient(clientOptions(aws()));
    const AlarmNamePrefix = 'headroom-balancing/checkout/web:blue-unhealthy:';
    const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNamePrefix }));
    const AlarmName = MetricAlarms[0]?.AlarmName;
    await cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: 'test' }));
    const entry = await until('its entry', ({ signal }) => signal.kind === 'alarm');
    expect(entry).toMatchObject({ signal: { alarmName: AlarmName }, outcome: { is: 'unchanged' } });
  });

  it('obeys a share that a person pins on the command line, and explains it there', async () => {
    const headroom = (...args: string[]) => runHeadroom([...args, '--table', tableName], onlyLocal(aws().environment));
    const pinned = await headroom(
      'override',
      'checkout/web',
      'pin',
      'blue=50',
      '--for',
      '30m',
      '--note',
      'a test',
      '--no-wake',
    );
    expect(pinned).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/pin blue at 50 % for 30m, until .* \(a test\)/),
    });
    const lambda = new LambdaClient(clientOptions(aws()));
    const Payload = JSON.stringify({ balance: 'checkout/web' });
    await lambda.send(new InvokeCommand({ FunctionName: functionName, Payload }));
    expect(await weights()).toEqual([400, 400, 400]);
    const { stdout } = await headroom('explain', 'checkout/web', '--of', 'balancing', '--last', '5');
    expect(stdout).toContain('weights blue 600, green 200 -> blue 400, green 400   applied');
    expect(stdout).toContain('> overrides -> blue 400, green 400: blue is pinned at 50 % by hand by root: a test');
    const [pinnedEntry] = await entries();
    expect((await headroom('replay', pinnedEntry?.id ?? '')).stdout).toContain('same: checkout/web');
    const wrong = await headroom('override', 'checkout/web', 'pin', 'red=50', '--for', '30m');
    expect(wrong).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('"red" is not one of the groups') });
    expect((await headroom('override', 'checkout/web', 'remove', 'pin:blue', '--weights')).exitCode).toBe(0);
    expect((await headroom('override', 'checkout/web', 'list', '--weights')).stdout).toContain('no override');
  });

  it('looks by the clock, where nothing wakes it', async () => {
    const entry = await until('a tick', ({ signal }) => signal.kind === 'tick', 120);
    expect(entry.outcome?.is).not.toBe('failed');
  }, 150_000);

  it('touches only what roles may by their leading keys', async () => {
    const functions = [functionName, 'headroom-resource-allocator'];
    expect(aws().calls.filter(({ action }) => action === 'dynamodb:TransactWriteItems').length).toBeGreaterThan(0);
    expect(await refusedByKeys(aws(), functions, aws().calls)).toEqual([]);
  });

  it('may change its rule, and neither another one nor a listener', async () => {
    const { Role = '' } = await new LambdaClient(clientOptions(aws())).send(
      new GetFunctionConfigurationCommand({ FunctionName: functionName }),
    );
    const iam = new IAMClient(clientOptions(aws()));
    const judge = async (action: string, resource: string) => {
      const asked = {
        PolicySourceArn: Role,
        ActionNames: [`elasticloadbalancing:${action}`],
        ResourceArns: [resource],
      };
      const { EvaluationResults } = await iam.send(new SimulatePrincipalPolicyCommand(asked));
      return EvaluationResults?.[0]?.EvalDecision;
    };
    expect(await judge('ModifyRule', shop.ruleArn)).toBe('allowed');
    expect(await judge('ModifyRule', `${shop.ruleArn}x`)).toBe('implicitDeny');
    expect(await judge('ModifyListener', shop.listenerArn)).toBe('implicitDeny');
    expect(await judge('DescribeTargetHealth', '*')).toBe('allowed');
    expect(await judge('DeleteRule', shop.ruleArn)).toBe('implicitDeny');
  });
});
