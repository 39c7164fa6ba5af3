import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { IAMClient, PutRolePolicyCommand, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoDbEntries } from '../../adapters/ledger/entries.ts';
import { ownedConfigs } from '../../adapters/table/owned-configs.ts';
import { liveSpike } from '../../cli/demo/live-spike.ts';
import type { Stage } from '../../cli/demo/stage.ts';
import { commandPermissions } from '../../core/model/command-permissions.ts';
import type { Entry } from '../../core/model/entry.ts';
import { parseScalable } from '../../core/scaling/config/parse-scalable.ts';
import type { Observation } from '../../core/scaling/observation.ts';
import { type AwsCall, startFront } from '../../local/front.ts';
import { onlyLocal } from '../../local/only-local.ts';
import { accountNumber } from '../account-number.ts';
import { root, runHeadroom } from '../cli/run-headroom.ts';
import { clientOptions, deployFunction } from './deploy-function.ts';
import { deployWebTier, sizing } from './deployed-web-tier.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';
import { allowedNeighbours } from './neighbours.ts';
import { type Permission, permissionsOf } from './permissions-of-call.ts';
import { refusedByKeys } from './refused-by-keys.ts';

const minuteMs = 60_000;

/** Waits until something is so; fails the test where it does not become so. */
async function until<T>(what: string, ask: () => Promise<T | null>, patienceMs = 20_000): Promise<T> {
  const giveUpAtMs = performance.now() + patienceMs;
  while (performance.now() < giveUpAtMs) {
    const answer = await ask();
    if (answer !== null) return answer;
    await sleep(100);
  }
  throw new Error(`waited in vain for ${what}`);
}

const local = await localAwsOrNone({ recordCalls: true, enforceIam: true });

afterAll(() => local?.stop());

describe.runIf(local !== null)('the deployed allocator', () => {
  const aws = () => {
    if (local === null) throw new Error('the local AWS is not there');
    return local;
  };
  let stage: Stage;
  let deployed = 0;
  let nowMs = Math.floor(Date.now() / minuteMs) * minuteMs - 100 * minuteMs;
  const client = () => clientOptions(aws());
  const scalable = 'checkout/web';

  beforeAll(async () => {
    stage = await deployWebTier(aws());
    deployed = aws().calls.length;
  });

  const entries = (): Promise<Entry[]> => {
    const table = { client: new DynamoDBClient(client()), tableName: stage.outputs.TableName, random: Math.random };
    return dynamoDbEntries(table, 'scaling').list(scalable, 100);
  };
  const entriesOf = async (id: string) => (await entries()).filter(({ signal }) => signal.id === id);
  /** Ten minutes later, in virtual time, the last complete minutes have shown so many requests for each instance asked for. */
  const later = async (requests: number) => {
    nowMs += 10 * minuteMs;
    await stage.setClock(nowMs);
    const running = await stage.asked();
    const minutes = [3, 2, 1].map((ago) => ({
      atMs: nowMs - ago * minuteMs,
      requests: requests * running,
      running,
      busy: Math.min(1, requests / sizing.requestsPerUnit),
    }));
    await stage.report(minutes);
  };

  it('answers the console with what it would do, and changes nothing', async () => {
    await later(1200);
    const before = [await stage.asked(), (await entries()).length];
    const [entry] = await stage.wake({ scalable, dryRun: true });
    expect(entry).toMatchObject({ decision: { desired: { units: 4 } }, outcome: { is: 'recommended' } });
    expect([await stage.asked(), (await entries()).length]).toEqual(before);
  });

  it('answers the same on a laptop, from source, and changes nothing either', async () => {
    const before = [await stage.asked(), (await entries()).length];
    const environment = onlyLocal(aws().environment);
    const run = promisify(execFile)('npm', ['run', '-s', 'invoke', '--', 'resource-allocator', 'look', '--local'], {
      cwd: root,
      env: environment,
    });
    const { entries: told } = JSON.parse((await run).stdout) as { entries: Entry[] };
    expect(told).toMatchObject([
      { subject: scalable, decision: { desired: { units: 4 } }, outcome: { is: 'recommended' } },
    ]);
    expect((await run).stderr).toContain('"outcome":"recommended"');
    expect([await stage.asked(), (await entries()).length]).toEqual(before);
  });

  it('makes one change of twenty deliveries at once, and tells of each batch honestly', async () => {
    await later(900);
    const from = await stage.asked();
    const body = JSON.stringify({
      source: 'headroom',
      'detail-type': 'Look Requested',
      id: 'twenty',
      detail: { scalable },
    });
    const sqs = new SQSClient(client());
    const { QueueUrl: queueUrl } = stage.outputs as Readonly<Record<string, string>>;
    const batch = () => {
      const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: `m${index}`, MessageBody: body }));
      return sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    };
    await Promise.all([batch(), batch()]);
    await until('the change', async () => ((await stage.asked()) === from ? null : true));
    await sleep(2000);
    const outcomes = (await entriesOf('twenty')).map(({ outcome }) => outcome?.is);
    expect(await stage.asked()).toBe(Math.ceil(from * 1.5));
    expect(outcomes.filter((outcome) => outcome === 'applied')).toHaveLength(1);
    expect(outcomes.every((outcome) => outcome !== undefined && outcome !== 'failed')).toBe(true);
  });

  it('looks when a program asks on the event bus', async () => {
    await later(900);
    const events = new EventBridgeClient(client());
    const Detail = JSON.stringify({ scalable });
    await events.send(
      new PutEventsCommand({ Entries: [{ Source: 'headroom', DetailType: 'Look Requested', Detail }] }),
    );
    await until('its entry', async () => {
      const asked = (await entries()).filter(({ signal }) => signal.kind === 'manual' && signal.id !== 'twenty');
      return asked[0] ?? null;
    });
  });

  it('changes capacity within seconds of the data point that trips the alarm', async () => {
    await stage.setClock(null);
    await stage.forgetFullLook();
    const { from, to } = await liveSpike(stage, sizing, new AbortController().signal, () => Date.now());
    expect(to).toBeGreaterThanOrEqual(from + 4);
  });

  it('tells in the ledger what it did and why', async () => {
    const [entry] = await until('the entry', async () => {
      // Capacity changes before its entry says so, and earlier looks have applied something too.
      const told = (await entries()).filter(
        ({ outcome, signal }) => outcome?.is === 'applied' && signal.kind === 'alarm',
      );
      return told.length > 0 ? told : null;
    });
    expect(entry).toMatchObject({
      subject: scalable,
      signal: { kind: 'alarm', alarmName: stage.outputs.AlarmName, state: 'ALARM' },
    });
    const [reason] = entry?.decision?.reasons ?? [];
    expect(reason).toMatchObject({ by: 'provisioner', because: { says: expect.stringContaining('units are full') } });
    expect(JSON.stringify(entry)).not.toMatch(accountNumber);
  });

  it('looks again when the alarm turns to OK', async () => {
    const cloudWatch = new CloudWatchClient(client());
    const AlarmName = stage.outputs.AlarmName;
    await cloudWatch.send(
      new SetAlarmStateCommand({ AlarmName, StateValue: 'INSUFFICIENT_DATA', StateReason: 'test' }),
    );
    await until('its entry', async () => {
      const [newest] = await entries();
      return newest?.signal.kind === 'alarm' && newest.signal.state === 'INSUFFICIENT_DATA' ? newest : null;
    });
  });

  it('looks at what is watched at a tick, by the record in the ledger', async () => {
    const [entry] = await stage.wake({ source: 'headroom.tick', id: 'a-tick' });
    expect(entry).toMatchObject({ subject: scalable, signal: { kind: 'tick', id: 'a-tick' } });
  });

  it('is woken by its schedule, by way of the queue', { timeout: 150_000 }, async () => {
    await stage.forgetFullLook();
    const [entry] = await until(
      'the schedule',
      async () => {
        const ticks = (await entries()).filter(({ signal }) => signal.kind === 'tick' && signal.id !== 'a-tick');
        return ticks.length > 0 ? ticks : null;
      },
      100_000,
    );
    expect(entry).toMatchObject({ subject: scalable, outcome: { is: expect.stringMatching(/unchanged|applied/) } });
  });

  it('hands back to the queue what it cannot understand, and nothing else', async () => {
    const record = (messageId: string, body: object) => ({
      messageId,
      body: JSON.stringify(body),
      eventSource: 'aws:sqs',
    });
    const Records = [record('good', { scalable, dryRun: true }), record('bad', { scalabel: scalable })];
    const lambda = new LambdaClient(client());
    const FunctionName = stage.outputs.AllocatorFunctionName;
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify({ Records }) }));
    expect(JSON.parse(Payload?.transformToString() ?? '')).toEqual({ batchItemFailures: [{ itemIdentifier: 'bad' }] });
  });

  it('touches only what its role may by its leading keys', async () => {
    const calls = aws().calls.slice(deployed);
    expect(calls.filter(({ action }) => action === 'dynamodb:TransactWriteItems').length).toBeGreaterThan(0);
    expect(await refusedByKeys(aws(), [stage.outputs.AllocatorFunctionName], calls)).toEqual([]);
  });

  it('shows the last decision on the dashboard', async () => {
    const lambda = new LambdaClient(client());
    const FunctionName = 'customWidget-headroom-decisions';
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName, Payload: '{}' }));
    const html: unknown = JSON.parse(Payload?.transformToString() ?? '');
    expect(html).toContain(`<td>${scalable}</td><td>units</td><td>on</td>`);
  });

  it('says no account number, key or ARN in its log', async () => {
    const { LoggingConfig } = await configuration();
    const messages = await logOf(aws().endpoint, LoggingConfig?.LogGroup ?? '');
    const told = messages.filter((message) => message.startsWith('{'));
    expect(told.some((message) => message.includes('"outcome":"applied"'))).toBe(true);
    expect(told.filter((message) => accountNumber.test(message) || /arn:aws|AKIA|SECRET/i.test(message))).toEqual([]);
  });

  it('may do all that it does, and none of it to what belongs to others', async () => {
    const permissions = permissionsSince(deployed);
    const role = (await configuration()).Role ?? '';
    const told = await Promise.all(permissions.map((one) => judge(role, one)));
    expect(told.filter(({ allowed }) => !allowed)).toEqual([]);
    expect(told.filter(({ foreignAllowed }) => foreignAllowed)).toEqual([]);
    expect(told.map(({ action }) => action)).toEqual(expect.arrayContaining(mustHaveHappened));
  });

  it('has a policy-tuner beside it, which may read what is configured, and would tune it', async () => {
    const night = JSON.stringify({ source: 'headroom.night', dryRun: true });
    const FunctionName = 'headroom-policy-tuner';
    const { Payload } = await new LambdaClient(client()).send(new InvokeCommand({ FunctionName, Payload: night }));
    expect(JSON.parse(Payload?.transformToString() ?? '')).toEqual({
      says: expect.stringContaining(scalable),
      scalables: [scalable],
      dryRun: true,
    });
  });

  it('has no function that was denied anything, or may do to what belongs to others what any of them does', async () => {
    expect(aws().calls.filter(({ status }) => status === 403)).toEqual([]);
    const { Functions = [] } = await new LambdaClient(client()).send(new ListFunctionsCommand({}));
    expect(Functions.length).toBeGreaterThan(2);
    const told = await Promise.all(
      Functions.flatMap(({ FunctionName, Role = '' }) =>
        permissionsSince(0).map(async (one) => ({ FunctionName, ...(await judge(Role, one)) })),
      ),
    );
    expect(told.filter(({ foreignAllowed }) => foreignAllowed)).toEqual([]);
  });

  it('has no function that may do what is beside what it does: other items, services and parameters', async () => {
    const { TableName: table = '', AutoScalingGroupName: group = '' } = stage.outputs;
    expect(await allowedNeighbours(aws(), { table, group })).toEqual([]);
  });

  it('lets people see and say from the command line what each command is told to need, and no more', async () => {
    const calls: AwsCall[] = [];
    const front = await startFront((call) => calls.push(call));
    front.forwardTo(aws().endpoint);
    const environment = { ...onlyLocal(aws().environment), AWS_ENDPOINT_URL: front.endpoint };
    const run = async (...args: string[]) => {
      calls.length = 0;
      const ran = await runHeadroom(args, environment);
      return { ...ran, actions: new Set(calls.map(({ action }) => action)) };
    };
    const needed = (command: string) => {
      const { keyspaces: _, ...here } = commandPermissions[command]?.needs ?? {};
      return Object.values(here).flat().sort();
    };
    const needs = async (command: string, ...args: string[]) => {
      const { exitCode, stdout, stderr, actions } = await run(...args);
      expect({ command, exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ command, exitCode: 0, stderr: '' });
      const used = [...actions].filter((action) => action !== 'sts:GetCallerIdentity').sort();
      expect({ command, used }).toEqual({ command, used: needed(command) });
      return stdout;
    };
    const set = ['override', scalable, 'floor', '3', '--for', '1h', '--note', 'a test'];
    expect(await needs('override', ...set)).toMatch(/floor 3 for 1h, until .*, by \S+ \(a test\)\n.*: a look \w+/);
    const contradicting = ['override', scalable, 'ceiling', '2', '--for', '1h'];
    const refused = await run(...contradicting);
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('the floor wins') });
    expect(refused.actions).not.toContain('dynamodb:PutItem');
    expect((await run(...contradicting, '--replace')).stdout).toContain('floor 3 removed');
    expect(await needs('status', 'status')).toMatch(
      /held by: ceiling 2 until .*\n +headroom override \S+ remove ceiling/,
    );
    expect(await needs('explain', 'explain', scalable)).toMatch(/^.*\nheld by: ceiling 2 until /);
    await needs('override remove', 'override', scalable, 'remove', 'ceiling');
    await needs('stop', 'stop', '--yes');
    expect(await needs('start', 'start', '--yes')).toMatch(/acts again\n.*: a look \w+/);
    await front.stop();
  });

  it('scales by what a Lambda of the user’s answers, and looks again in a minute, since no alarm can', async () => {
    await deployFunction(aws(), 'numbers', answersTwelve, []);
    const Role = (await configuration()).Role?.split('/').at(-1);
    const resource = `arn:aws:lambda:${aws().region}:${aws().accountId}:function:numbers`;
    const Statement = [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: resource }];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await new IAMClient(client()).send(
      new PutRolePolicyCommand({ RoleName: Role, PolicyName: 'reads', PolicyDocument }),
    );
    const { TableName: tableName = '', AutoScalingGroupName: autoScalingGroupName } = stage.outputs;
    const table = { client: new DynamoDBClient(client()), tableName, random: Math.random };
    const byLambda = parseScalable('checkout/by-lambda', {
      target: { kind: 'auto-scaling-group', autoScalingGroupName },
      bounds: { min: 1, max: 20 },
      readings: { waiting: { parts: [{ kind: 'lambda', functionName: 'numbers', unit: 'count' }] } },
      policies: [{ kind: 'target-tracking', reading: 'waiting', of: 'demand', target: 1 }],
      scaleOut: { maxFactor: 100 },
    });
    await ownedConfigs(table, 'scaling').put(byLambda, 'a-test');
    const Payload = JSON.stringify({ scalable: byLambda.scalable });
    await new LambdaClient(client()).send(
      new InvokeCommand({ FunctionName: stage.outputs.AllocatorFunctionName, Payload }),
    );
    const [entry] = await dynamoDbEntries(table, 'scaling').list(byLambda.scalable, 1);
    // What the group was asked for before may hold it up a while.
    const proposed = { because: expect.objectContaining({ reading: 'waiting', value: 12 }) };
    expect(entry?.decision?.reasons[0]).toMatchObject(proposed);
    const { observation, decision } = entry as unknown as Entry<Observation>;
    expect(observation?.readings.waiting).toMatchObject({ unit: 'count', wakes: false, trouble: null });
    expect(decision?.lookAgainAtMs).toBe((entry?.atMs ?? 0) + minuteMs);
  });

  /** What the calls of all functions from the n-th on needed to be allowed, each once. */
  const permissionsSince = (first: number): Permission[] => {
    const permissions = new Map<string, Permission>();
    for (const call of aws().calls.slice(first)) {
      for (const one of permissionsOf(call, aws())) permissions.set(`${one.action} ${one.resource}`, one);
    }
    return [...permissions.values()];
  };
  const configuration = () => {
    const FunctionName = stage.outputs.AllocatorFunctionName;
    return new LambdaClient(client()).send(new GetFunctionConfigurationCommand({ FunctionName }));
  };
  const isAllowed = async (role: string, action: string, resource: string) => {
    const iam = new IAMClient(client());
    const asked = { PolicySourceArn: role, ActionNames: [action], ResourceArns: [resource] };
    const { EvaluationResults } = await iam.send(new SimulatePrincipalPolicyCommand(asked));
    return EvaluationResults?.[0]?.EvalDecision === 'allowed';
  };
  const judge = async (role: string, { action, resource, foreign }: Permission) => ({
    action,
    resource,
    allowed: await isAllowed(role, action, resource),
    foreignAllowed: foreign !== null && (await isAllowed(role, action, foreign)),
  });
});

/** A function that answers twelve in every period. */
const answersTwelve = `
  export const handler = async ({ reads }) => ({
    answers: reads.map(({ fromMs, toMs, periodSeconds }) => ({
      points: Array.from({ length: (toMs - fromMs) / (periodSeconds * 1000) }, (_, index) => ({
        atMs: fromMs + index * periodSeconds * 1000,
        value: 12,
      })),
      trouble: null,
    })),
  });`;

/** Without these the test of permissions would prove nothing. */
const mustHaveHappened = [
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:Query',
  'dynamodb:BatchGetItem',
  'autoscaling:DescribeAutoScalingGroups',
  'autoscaling:SetDesiredCapacity',
  'cloudwatch:GetMetricData',
  'cloudwatch:DescribeAlarms',
  'events:PutEvents',
];

/** What a function has logged, by CloudWatch Logs. */
async function logOf(endpoint: string, logGroupName: string): Promise<string[]> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'Logs_20140328.FilterLogEvents',
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/logs/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify({ logGroupName, limit: 10_000 }),
  });
  const { events } = (await response.json()) as { events: { message: string }[] };
  return events.map(({ message }) => message);
}
