import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCdk } from '../../cli/demo/run-cdk.ts';
import { type CacheClient, connectCache, openCache } from '../../clients/cache.ts';
import { onlyLocal } from '../../local/only-local.ts';
import { askRedis } from '../../local/redis/ask-redis.ts';
import { hasRedis } from '../../local/redis/start-redis.ts';
import { runHeadroom } from '../cli/run-headroom.ts';
import { clientOptions } from './deploy-function.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';
import { refusedByKeys } from './refused-by-keys.ts';
import { startTlsRedis } from './tls-redis.ts';

const redis = hasRedis() || process.env.CI === 'true' ? await startTlsRedis() : null;
const more: Readonly<Record<string, string>> =
  redis === null
    ? {}
    : { REDIS_HOST: '127.0.0.1', REDIS_PORT: String(redis.tlsPort), NODE_EXTRA_CA_CERTS: redis.caFile };
const local = redis === null ? null : await localAwsOrNone({ enforceIam: true, recordCalls: true, more });
const root = join(import.meta.dirname, '..', '..');
const work = join(root, '.local', 'cache-test');
const functionName = 'cached-orders-cache-invalidator';

afterAll(async () => {
  await local?.stop();
  await redis?.stop();
});

describe.runIf(local !== null)('a deployed cache', { timeout: 300_000 }, () => {
  const aws = () => {
    if (local === null || redis === null) throw new Error('the local AWS is not there');
    return { ...local, redis };
  };
  let outputs: Readonly<Record<string, string>> = {};
  let cache: CacheClient;
  const lambda = () => new LambdaClient(clientOptions(aws()));
  const sqs = () => new SQSClient(clientOptions(aws()));
  const invoke = async (event: unknown) => {
    const Payload = typeof event === 'string' ? event : JSON.stringify(event);
    const answer = await lambda().send(new InvokeCommand({ FunctionName: functionName, Payload }));
    return JSON.parse(answer.Payload?.transformToString() ?? 'null');
  };
  const write = (id: string, more: object = {}) =>
    new DynamoDBClient(clientOptions(aws())).send(
      new PutItemCommand({ TableName: outputs.Table, Item: { id: { S: id }, ...more } }),
    );
  const until = async (what: string, isSo: () => Promise<boolean>) => {
    for (let tries = 0; tries < 300; tries++) {
      if (await isSo()) return;
      await sleep(100);
    }
    throw new Error(`waited in vain for ${what}`);
  };
  /** What the cache has of a key, with `loaded` put there where it has nothing. */
  const has = (key: string, loaded: string) => cache.get(key, async () => loaded);

  beforeAll(async () => {
    const { accountId, region, environment } = aws();
    await mkdir(work, { recursive: true });
    const { signal } = new AbortController();
    const run = (args: readonly string[], cwd: string, log: string) =>
      runCdk({ args, cwd, environment: onlyLocal(environment), logFile: join(work, log), signal });
    await run(['bootstrap', `aws://${accountId}/${region}`], work, 'bootstrap.log');
    const app = `${JSON.stringify(process.execPath)} test/integration/cached-app.ts`;
    const out = ['--output', join(work, 'cdk.out'), '--outputs-file', join(work, 'outputs.json')];
    // As ElastiCache does at the deploy, which the local AWS only writes down; it takes any password, as the token is.
    const deployed = run(['deploy', '--all', '--require-approval', 'never', '--app', app, ...out], root, 'deploy.log');
    await deployed;
    outputs = JSON.parse(await readFile(join(work, 'outputs.json'), 'utf8')).Cached;
    const { User = '', Access = '' } = outputs;
    await askRedis(aws().redis.server.port, 'acl', 'setuser', User, 'nopass', ...Access.split(' '));
    const server = JSON.parse(outputs.Server ?? '');
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const link = await connectCache(server, { region, credentials, tls: { ca: aws().redis.ca } });
    cache = openCache({ name: 'orders', freshSeconds: 600, reportSeconds: 0.05, commandTimeoutMs: 2000, link });
  });
  afterAll(() => cache?.close());

  it('is told where the nodes are, over TLS and with a login by IAM', async () => {
    expect(JSON.parse(outputs.Server ?? '')).toMatchObject({
      host: '127.0.0.1',
      port: aws().redis.tlsPort,
      tls: true,
      login: { kind: 'iam', user: outputs.User },
    });
    expect(await has('greeting', 'hello')).toBe('hello');
    expect(await has('greeting', 'another')).toBe('hello');
    expect(await askRedis(aws().redis.server.port, 'client', 'list')).toContain(`user=${outputs.User}`);
  });

  it('lets its users do nothing else, and nothing to the keys of other caches', async () => {
    const port = aws().redis.server.port;
    const may = (...command: string[]) => askRedis(port, 'acl', 'dryrun', outputs.User ?? '', ...command);
    expect(await may('get', 'hc:{orders#1}korder/1')).toBe('OK');
    for (const command of [
      ['get', 'hc:{others#1}korder/1'],
      ['set', 'anything', '1'],
      ['flushall'],
      ['keys', '*'],
      ['config', 'get', '*'],
    ])
      expect(await may(...command)).toMatch(/no permissions/);
  });

  it('forgets a row that is written, changed or deleted, and the list that it is in', async () => {
    await write('17', { customer: { S: 'ann' } });
    await until('the first change to pass', async () => (await has('order/17', 'old')) === 'old');
    await sleep(1500);
    expect(await has('order/17', 'old')).toBe('old');
    expect(await has('customer/ann/orders', 'old')).toBe('old');
    await write('17', { customer: { S: 'bob' } });
    await until('the row', async () => (await has('order/17', 'new')) === 'new');
    await until('the list that it has left', async () => (await has('customer/ann/orders', 'new')) === 'new');
    const TableName = outputs.Table;
    await new DynamoDBClient(clientOptions(aws())).send(new DeleteItemCommand({ TableName, Key: { id: { S: '17' } } }));
    await until('the row that is gone', async () => (await has('order/17', 'gone')) === 'gone');
  });

  it('forgets what a relay of an outbox says, by the queue and by the bus', async () => {
    const tagged = (loaded: string) => cache.get('by-queue', async () => loaded, { tags: ['queued'] });
    expect([await tagged('old'), await has('by-bus', 'old')]).toEqual(['old', 'old']);
    const MessageBody = JSON.stringify({ cache: 'orders', tags: ['queued'] });
    await sqs().send(new SendMessageCommand({ QueueUrl: outputs.Outbox, MessageBody }));
    await until('the queue', async () => (await tagged('new')) === 'new');
    const Detail = JSON.stringify({ keys: ['by-bus'] });
    const entry = { Source: 'shop.outbox', DetailType: 'Cache Keys Changed', Detail };
    await new EventBridgeClient(clientOptions(aws())).send(new PutEventsCommand({ Entries: [entry] }));
    await until('the bus', async () => (await has('by-bus', 'new')) === 'new');
  });

  it('tells the console what it would do, and takes nothing out', async () => {
    expect(await has('order/17', 'kept')).toBeTypeOf('string');
    const before = await has('order/17', 'kept');
    for (const file of ['keys', 'bump', 'tick', 'use', 'keys-changed']) {
      const answer = await invoke(
        await readFile(join(root, 'functions/cache-invalidator/events', `${file}.json`), 'utf8'),
      );
      expect(answer).toMatchObject({ cache: 'orders', unreachable: null });
    }
    expect(await has('order/17', 'another')).toBe(before);
  });

  it('tells how the cache is used', async () => {
    await sleep(60);
    await has('greeting', 'again');
    await until('a report', async () => ((await invoke({ cache: 'orders' })).use?.requests ?? 0) > 0);
    const { use } = await invoke({ cache: 'orders' });
    expect(use).toMatchObject({ processes: 1, broken: 0, answered: expect.any(Number) });
    expect(use.curve.all).toBeGreaterThanOrEqual(use.curve.tenth);
  });

  it('tells it from where the cache cannot be reached, with what its nodes cost, and is left behind by a person', async () => {
    const headroom = (...args: string[]) =>
      runHeadroom(['cache', ...args, '--deployment', 'cached'], onlyLocal(aws().environment));
    await until('a tick that keeps it', async () => {
      await has('greeting', 'again');
      const { use } = await invoke({ source: 'headroom.tick', cache: 'orders' });
      return use.processes > 0;
    });
    const curve = await headroom('curve', 'orders');
    expect(curve).toMatchObject({ exitCode: 0, stderr: '' });
    expect(curve.stdout).toMatch(/orders: about \d+ keys of \d+ bytes, [\d.]+ requests a second, told by 1 process\b/);
    expect(curve.stdout).toMatch(/orders: 2 of cache\.t4g\.micro \(\$18\.68 a month.* for less/);
    expect(JSON.parse((await headroom('hot', 'orders', '--json')).stdout)).toMatchObject({ processes: 1 });
    expect((await headroom('curve', 'others')).stderr).toContain('nothing is known of a cache others');
    expect((await headroom('bump', 'others', '--yes')).stderr).toContain('has no cache others, there is only orders');
    expect(await has('bumped', 'old')).toBe('old');
    expect((await headroom('bump', 'orders', '--dry-run')).stdout).toContain('nothing was done');
    expect(await has('bumped', 'new')).toBe('old');
    expect((await headroom('bump', 'orders', '--yes')).stdout).toContain('orders is left behind');
    expect(await has('bumped', 'new')).toBe('new');
    const released = await runHeadroom(['release', 'status', '--deployment', 'cached'], onlyLocal(aws().environment));
    // The allocator, the tuner and the invalidator.
    expect(released.stdout).toContain('3 of 3');
  });

  it('puts what nobody understands where a person finds it, and goes on with the rest', async () => {
    expect(await has('order/18', 'old')).toBe('old');
    await write('18', { customer: { M: {} } });
    await write('19');
    const lambdaConfig = await lambda().send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
    const QueueUrl = lambdaConfig.Environment?.Variables?.HEADROOM_CACHE_DEAD_LETTERS;
    const receive = () =>
      sqs().send(new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'], WaitTimeSeconds: 1 }));
    let letter = await receive();
    await until('the letter', async () => {
      if (letter.Messages === undefined) letter = await receive();
      return letter.Messages !== undefined;
    });
    const [{ Body = '', MessageAttributes = {} } = {}] = letter.Messages ?? [];
    expect(JSON.parse(Body)).toMatchObject({ row: { id: { S: '18' } }, sequenceNumber: expect.any(String) });
    expect(MessageAttributes.because?.StringValue).toContain('customer: expected a text or a number');
  });

  it('touches only what roles may, by their leading keys too', async () => {
    expect(await refusedByKeys(aws(), [functionName, 'cached-resource-allocator'], aws().calls)).toEqual([]);
  });

  it('loses no change while the cache is dead: the queue delivers again, and a stream is told what to', async () => {
    const { server } = aws().redis;
    expect(await has('order/20', 'old')).toBe('old');
    await server.signal('SIGSTOP');
    try {
      const record = {
        eventSource: 'aws:dynamodb',
        eventSourceARN: `arn:aws:dynamodb:us-east-1:000000000000:table/${outputs.Table}/stream/1`,
        dynamodb: { Keys: { id: { S: '20' } }, SequenceNumber: '42', ApproximateCreationDateTime: 1 },
      };
      expect(await invoke({ Records: [record] })).toEqual({ batchItemFailures: [{ itemIdentifier: '42' }] });
      const MessageBody = JSON.stringify({ cache: 'orders', keys: ['order/20'] });
      await sqs().send(new SendMessageCommand({ QueueUrl: outputs.Outbox, MessageBody }));
      expect(await invoke({ source: 'headroom.tick', cache: 'orders' })).toMatchObject({
        unreachable: expect.stringContaining('does not answer'),
      });
      await sleep(3000);
    } finally {
      await server.signal('SIGCONT');
    }
    expect(await invoke({ cache: 'orders', keys: ['order/20'] })).toMatchObject({ items: [{ key: 'order/20' }] });
    await until('the row', async () => (await has('order/20', 'new')) === 'new');
  });
});
