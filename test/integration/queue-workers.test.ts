import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { number } from '../../adapters/table/attributes.ts';
import { clockKey } from '../../adapters/table/keys.ts';
import { runCdk } from '../../cli/demo/run-cdk.ts';
import { onlyLocal } from '../../local/only-local.ts';
import { agentStandIn } from './agent-stand-in.ts';
import { clientOptions } from './deploy-function.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

const local = await localAwsOrNone();
const root = join(import.meta.dirname, '..', '..');
const minuteMs = 60_000;

afterAll(() => local?.stop());

describe.runIf(local !== null)('the example of workers on a queue', () => {
  const aws = () => {
    if (local === null) throw new Error('the local AWS is not there');
    return local;
  };
  const client = () => clientOptions(aws());
  const sqs = () => new SQSClient(client());
  let outputs: Readonly<Record<'OrdersUrl' | 'DeadLettersUrl' | 'Service', string>>;
  let agent: Awaited<ReturnType<typeof agentStandIn>>;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    const { accountId, region, environment } = aws();
    const work = join(root, '.local', 'queue-workers-test');
    await mkdir(work, { recursive: true });
    const { signal } = new AbortController();
    const run = (args: readonly string[], cwd: string, log: string) =>
      runCdk({ args, cwd, environment: onlyLocal(environment), logFile: join(work, log), signal });
    await run(['bootstrap', `aws://${accountId}/${region}`], work, 'bootstrap.log');
    const app = `${JSON.stringify(process.execPath)} examples/queue-workers/app.ts`;
    const told = join(work, 'outputs.json');
    const out = ['--output', join(work, 'cdk.out'), '--outputs-file', told];
    await run(['deploy', '--all', '--require-approval', 'never', '--app', app, ...out], root, 'deploy.log');
    outputs = JSON.parse(await readFile(told, 'utf8')).QueueWorkersExample;
    agent = await agentStandIn();
  });
  afterAll(() => agent?.stop());
  /** Queues of one test, as the deployed ones: a poll that a worker has left open would take what another test sends. */
  let queues: Readonly<Record<'orders' | 'dead', string>>;
  beforeEach(async ({ task }) => {
    const policy = (await attributes(outputs.OrdersUrl)).RedrivePolicy ?? '{}';
    const dead = await madeQueue(`dead-${task.id}`, {});
    const { QueueArn: deadLetterTargetArn } = await attributes(dead);
    const RedrivePolicy = JSON.stringify({ ...JSON.parse(policy), deadLetterTargetArn });
    queues = { dead, orders: await madeQueue(`orders-${task.id}`, { RedrivePolicy }) };
  });
  afterEach(() => {
    for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
    agent.asked.length = 0;
    agent.refuses = false;
  });

  const madeQueue = async (QueueName: string, Attributes: Record<string, string>): Promise<string> =>
    (await sqs().send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
  const attributes = async (QueueUrl: string) => {
    const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
    return (await sqs().send(asked)).Attributes ?? {};
  };
  const order = (body: object | string) =>
    sqs().send(
      new SendMessageCommand({
        QueueUrl: queues.orders,
        MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  const counts = async (QueueUrl: string) => {
    const all = await attributes(QueueUrl);
    const [waiting, inHand] = [all.ApproximateNumberOfMessages, all.ApproximateNumberOfMessagesNotVisible];
    return { waiting: Number(waiting), inHand: Number(inHand) };
  };
  const until = async (what: string, ask: () => Promise<boolean> | boolean): Promise<void> => {
    for (let tries = 0; tries < 150; tries++) {
      if (await ask()) return;
      await sleep(100);
    }
    throw new Error(`waited in vain for ${what}`);
  };

  /** The worker of the example, as the container runs it. */
  const worker = (settings: Readonly<Record<string, string>> = {}) => {
    const child = spawn(process.execPath, ['examples/queue-workers/worker/main.ts'], {
      cwd: root,
      env: {
        ...onlyLocal(aws().environment),
        QUEUE_URL: queues.orders,
        ECS_AGENT_URI: agent.uri,
        VISIBILITY_SECONDS: '2',
        RETRY_SECONDS: '0',
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    const said: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => said.push(text));
    return { child, said: () => said.join('') };
  };
  const protections = () => agent.asked.map(({ ProtectionEnabled }) => ProtectionEnabled);

  it('keeps as many workers as hold messages, and goes up by what waits', async () => {
    const [cluster = '', serviceName = ''] = outputs.Service.split('/');
    const cloudWatch = new CloudWatchClient(client());
    let nowMs = Math.floor(Date.now() / minuteMs) * minuteMs - 200 * minuteMs;
    const queue = { Dimensions: [{ Name: 'QueueName', Value: outputs.OrdersUrl.split('/').at(-1) }] };
    const service = {
      Dimensions: [
        { Name: 'ClusterName', Value: cluster },
        { Name: 'ServiceName', Value: serviceName },
      ],
    };
    const desired = async () => {
      const asked = new DescribeServicesCommand({ cluster, services: [serviceName] });
      return (await new ECSClient(client()).send(asked)).services?.[0]?.desiredCount;
    };
    /** Half an hour later the last minutes have shown this; the allocator is asked to look. */
    const look = async (waiting: number, inHand: number) => {
      nowMs += 30 * minuteMs;
      const Item = { ...clockKey, nowMs: number(nowMs) };
      await new DynamoDBClient(client()).send(new PutItemCommand({ TableName: await table(), Item }));
      const running = (await desired()) ?? 0;
      const data = (Namespace: string, MetricName: string, of: object, Value: number) =>
        cloudWatch.send(
          new PutMetricDataCommand({
            Namespace,
            MetricData: [4, 3, 2, 1, 0].map((ago) => ({
              ...of,
              MetricName,
              Value,
              Timestamp: new Date(nowMs - ago * minuteMs),
            })),
          }),
        );
      await data('AWS/SQS', 'ApproximateNumberOfMessagesVisible', queue, waiting);
      await data('AWS/SQS', 'ApproximateNumberOfMessagesNotVisible', queue, inHand);
      await data('ECS/ContainerInsights', 'RunningTaskCount', service, running);
      await data('ECS/ContainerInsights', 'DesiredTaskCount', service, running);
      const FunctionName = 'headroom-queue-workers-resource-allocator';
      const Payload = JSON.stringify({ scalable: 'orders/workers' });
      const answer = await new LambdaClient(client()).send(new InvokeCommand({ FunctionName, Payload }));
      const { entries } = JSON.parse(answer.Payload?.transformToString() ?? '{}');
      return { outcome: entries?.[0]?.outcome, desired: await desired() };
    };
    const table = async () => {
      const { ListTablesCommand } = await import('@aws-sdk/client-dynamodb');
      const { TableNames = [] } = await new DynamoDBClient(client()).send(new ListTablesCommand({}));
      return TableNames.find((name) => name.includes('QueueWorkers'));
    };

    expect(await look(40, 0)).toMatchObject({ outcome: { is: 'applied' } });
    for (let tries = 0; tries < 3; tries++) await look(40, 0);
    expect(await desired()).toBe(10);
    // Nothing waits any more, but seven workers hold a message each.
    for (let tries = 0; tries < 4; tries++) await look(0, 7);
    expect(await desired()).toBe(7);
    for (let tries = 0; tries < 6; tries++) await look(0, 0);
    expect(await desired()).toBe(0);
    expect(await look(3, 0)).toMatchObject({ outcome: { is: 'applied' }, desired: 1 });
  });

  it('protects its task while a worker holds a message, and no one else sees that, however long it takes', async () => {
    await order({ order: 'long', seconds: 3.5 });
    const { said } = worker();
    await until('the protection', () => protections().length > 0);
    expect(await counts(queues.orders)).toEqual({ waiting: 0, inHand: 1 });
    await sleep(2700);
    expect(await counts(queues.orders)).toEqual({ waiting: 0, inHand: 1 });
    await until('the end', () => said().includes('done'));
    await until('the end of the protection', () => protections().at(-1) === false);
    expect(
      protections()
        .slice(0, -1)
        .every((one) => one === true),
    ).toBe(true);
    expect(agent.asked[0]).toEqual({ ProtectionEnabled: true, ExpiresInMinutes: 1 });
    expect(await counts(queues.orders)).toEqual({ waiting: 0, inHand: 0 });
  });

  it('finishes what it holds when it is told to stop, and takes no more', async () => {
    await order({ order: 'first', seconds: 2 });
    const { child, said } = worker();
    await until('the protection', () => protections().length > 0);
    await order({ order: 'second', seconds: 0 });
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect([code, said().match(/done/g)?.length]).toEqual([0, 1]);
    expect(protections().at(-1)).toBe(false);
    expect(await counts(queues.orders)).toEqual({ waiting: 1, inHand: 0 });
  });

  it('ends at once when it holds nothing, and hands back what it cannot finish in time', async () => {
    const idle = worker({ DRAIN_SECONDS: '60' });
    await until('its first poll', () => idle.said().includes('working'));
    idle.child.kill('SIGTERM');
    expect((await once(idle.child, 'exit'))[0]).toBe(0);
    await order({ order: 'endless', seconds: 600 });
    const busy = worker({ DRAIN_SECONDS: '1', VISIBILITY_SECONDS: '600' });
    await until('the protection', () => protections().length > 0);
    busy.child.kill('SIGTERM');
    expect((await once(busy.child, 'exit'))[0]).toBe(0);
    expect(await counts(queues.orders)).toEqual({ waiting: 1, inHand: 0 });
  });

  it('works on without protection where the agent refuses it, and says so', async () => {
    agent.refuses = true;
    await order({ order: 'a', seconds: 0 });
    const { said } = worker();
    await until('the work', () => said().includes('done'));
    expect(said()).toContain('TASK_NOT_VALID');
  });

  it('leaves what has failed five times among the dead letters, which go back when they are told to', async () => {
    await order('no order');
    const { child, said } = worker();
    await until('the dead letter', async () => (await counts(queues.dead)).waiting === 1);
    await until('the word of its failures', () => said().match(/failed/g)?.length === 5);
    child.kill('SIGTERM');
    await once(child, 'exit');
    const back = await redrive(queues.dead, '--to', queues.orders);
    expect(back).toEqual({ code: 0, stdout: '1 message is back\n', stderr: '' });
    // The poll that the worker has left open may hold it for a moment.
    const { waiting, inHand } = await counts(queues.orders);
    expect(waiting + inHand).toBe(1);
    expect(await counts(queues.dead)).toEqual({ waiting: 0, inHand: 0 });
  });

  const redrive = async (url: string, ...args: readonly string[]) => {
    const child = spawn('npm', ['run', '-s', 'redrive', '--', url, ...args], {
      cwd: root,
      env: { ...onlyLocal(aws().environment), ...standIn },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (text) => (stdout += text));
    child.stderr.on('data', (text) => (stderr += text));
    const [code] = await once(child, 'exit');
    return { code, stdout, stderr };
  };
  let standIn: Readonly<Record<string, string>> = {};

  // No emulator has message move tasks: this server answers these calls as their reference says, and no others.
  it('has SQS move dead letters by a task of its own, and follows it to its end', async () => {
    const asked: [string, unknown][] = [];
    let status = 'RUNNING';
    const server = createServer(async (request, response) => {
      const action = String(request.headers['x-amz-target']).replace('AmazonSQS.', '');
      asked.push([action, await json(request)]);
      const task = {
        Status: status,
        ApproximateNumberOfMessagesMoved: status === 'COMPLETED' ? 12 : 3,
        FailureReason: 'CouldNotDetermineMessageSource',
      };
      const answers: Record<string, object> = {
        GetQueueAttributes: { Attributes: { QueueArn: 'arn:aws:sqs:us-east-1:000000000000:dead' } },
        StartMessageMoveTask: { TaskHandle: 'handle' },
        ListMessageMoveTasks: { Results: [task] },
      };
      if (action === 'ListMessageMoveTasks' && status === 'RUNNING')
        status = url.endsWith('/broken') ? 'FAILED' : 'COMPLETED';
      response
        .writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
        .end(JSON.stringify(answers[action] ?? {}));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    standIn = { AWS_ENDPOINT_URL: endpoint, AWS_ENDPOINT_URL_SQS: endpoint };
    let url = `${endpoint}/000000000000/dead`;
    try {
      expect(await redrive(url)).toMatchObject({ code: 0, stdout: '12 messages are back\n' });
      expect(asked.map(([action]) => action)).toEqual([
        'GetQueueAttributes',
        'StartMessageMoveTask',
        'ListMessageMoveTasks',
        'ListMessageMoveTasks',
      ]);
      expect(asked[1]?.[1]).toEqual({ SourceArn: 'arn:aws:sqs:us-east-1:000000000000:dead' });
      [status, url] = ['RUNNING', `${endpoint}/000000000000/broken`];
      const failed = await redrive(url);
      expect(failed.code).toBe(1);
      expect(failed.stderr).toContain('FAILED, CouldNotDetermineMessageSource');
    } finally {
      standIn = {};
      server.close();
    }
  });
});
