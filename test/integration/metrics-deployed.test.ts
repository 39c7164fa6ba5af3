import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchClient, type MetricDatum, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListQueuesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoDbEntries } from '../../adapters/ledger/entries.ts';
import { runCdk } from '../../cli/demo/run-cdk.ts';
import type { DiagnosisEntry } from '../../core/diagnosing/report.ts';
import type { Entry } from '../../core/model/entry.ts';
import type { LocalAws } from '../../local/local-aws.ts';
import { onlyLocal } from '../../local/only-local.ts';
import { accountNumber } from '../account-number.ts';
import { runHeadroom } from '../cli/run-headroom.ts';
import { insideOf, wave } from '../core/diagnosing/made-readings.ts';
import { clientOptions } from './deploy-function.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';
import { allowedNeighbours } from './neighbours.ts';
import { refusedByKeys } from './refused-by-keys.ts';

const local = await localAwsOrNone({ recordCalls: true, enforceIam: true });
const root = join(import.meta.dirname, '..', '..');
const functionName = 'headroom-performance-metrics';
const widget = 'customWidget-headroom-decisions';
const minuteMs = 60_000;
/** Seconds of a processor that a request takes. */
const [webSeconds, dbSeconds] = [0.004, 0.01];

afterAll(() => local?.stop());

describe.runIf(local !== null)('the deployed function of metrics', () => {
  const aws = () => {
    if (local === null) throw new Error('the local AWS is not there');
    return local;
  };
  let tableName = '';
  /** What was asked of AWS before a person's command line asked too. */
  let byFunctions: LocalAws['calls'] = [];
  const table = () => ({ client: new DynamoDBClient(clientOptions(aws())), tableName, random: Math.random });
  const entries = <E extends Entry>(capability: 'diagnosing' | 'scaling', subject: string) =>
    dynamoDbEntries(table(), capability).list(subject, 100) as Promise<E[]>;
  const headroom = (...args: string[]) => runHeadroom([...args, '--table', tableName], onlyLocal(aws().environment));

  beforeAll(async () => {
    await publish();
    tableName = await deploy();
  });

  /** Three hours of what a service tells whose database gives out at 100 requests per second. */
  const publish = async (): Promise<void> => {
    const endMs = Math.floor(Date.now() / minuteMs) * minuteMs;
    const [web, db] = [insideOf([webSeconds]), insideOf([dbSeconds])];
    const data = wave.flatMap((load, at): MetricDatum[] => {
      const Timestamp = new Date(endMs - (wave.length - at) * minuteMs);
      const milliseconds = (inside: number) => (1000 * inside) / load;
      const [inWeb, inDb] = [web[at] ?? 0, db[at] ?? 0];
      return Object.entries({
        Requests: 60 * load,
        WebMilliseconds: milliseconds(inWeb + inDb),
        DbMilliseconds: milliseconds(inDb),
        WebCpu: 100 * load * webSeconds,
        DbCpu: 100 * load * dbSeconds,
      }).map(([MetricName, Value]) => ({ MetricName, Value, Timestamp }));
    });
    const cloudWatch = new CloudWatchClient(clientOptions(aws()));
    for (let from = 0; from < data.length; from += 300)
      await cloudWatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData: data.slice(from, from + 300) }));
  };

  const deploy = async (): Promise<string> => {
    const { accountId, region, environment } = aws();
    const work = join(root, '.local', 'metrics-test');
    await mkdir(work, { recursive: true });
    const { signal } = new AbortController();
    const run = (args: readonly string[], cwd: string, log: string) =>
      runCdk({ args, cwd, environment: onlyLocal(environment), logFile: join(work, log), signal });
    await run(['bootstrap', `aws://${accountId}/${region}`], work, 'bootstrap.log');
    const app = `${JSON.stringify(process.execPath)} test/integration/watched-app.ts`;
    const outputs = join(work, 'outputs.json');
    const out = ['--output', join(work, 'cdk.out'), '--outputs-file', outputs];
    await run(['deploy', '--all', '--require-approval', 'never', '--app', app, ...out], root, 'deploy.log');
    return JSON.parse(await readFile(outputs, 'utf8')).Watched.TableName;
  };

  const until = async <T>(what: string, ask: () => Promise<T | undefined>): Promise<T> => {
    for (let tries = 0; tries < 300; tries++) {
      const answer = await ask();
      if (answer !== undefined) return answer;
      await sleep(100);
    }
    throw new Error(`waited in vain for ${what}`);
  };

  it('tells the console what it would tell, and tells nobody', async () => {
    const lambda = new LambdaClient(clientOptions(aws()));
    for (const file of ['tick', 'objective-alarm', 'look']) {
      const text = await readFile(join(root, 'functions/performance-metrics/events', `${file}.json`), 'utf8');
      const Payload = Buffer.from(text.replaceAll('checkout', 'shop'));
      const answer = await lambda.send(new InvokeCommand({ FunctionName: functionName, Payload }));
      const { entries: told } = JSON.parse(answer.Payload?.transformToString() ?? '{}');
      expect(told[0]).toMatchObject({
        subject: 'shop',
        signal: { dryRun: true },
        decision: { desired: { bottleneck: { what: 'cpu of db' } } },
        outcome: { is: 'recommended' },
      });
    }
    expect(await entries('diagnosing', 'shop')).toEqual([]);
  });

  it('finds what limits a service when an alarm tells that what it promises is in danger', async () => {
    // As its rule would put it there: the local AWS publishes no changes of alarms.
    const text = await readFile(join(root, 'functions/performance-metrics/events/objective-alarm.json'), 'utf8');
    const { dryRun: _, ...alarm } = JSON.parse(text.replaceAll('checkout', 'shop'));
    const sqs = new SQSClient(clientOptions(aws()));
    const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
    const QueueUrl = QueueUrls.find((url) => /DiagnosingWayInQueue/.test(url));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(alarm) }));
    const looks = await until('its look', async () => {
      const over = (await entries<DiagnosisEntry>('diagnosing', 'shop')).filter(({ outcome }) => outcome !== null);
      return over.some(({ signal }) => signal.kind === 'alarm') ? over : undefined;
    });
    // At a quarter of an hour the schedule may have come first; then it is that look which tells.
    const entry = looks.find(({ outcome }) => outcome?.is === 'applied') as DiagnosisEntry;
    expect(entry).toMatchObject({ outcome: { is: 'applied' }, observation: { unread: [] } });
    const { bottleneck } = entry.decision?.desired ?? {};
    expect(bottleneck).toMatchObject({ what: 'cpu of db', tier: 'db', kind: 'cpu' });
    expect(bottleneck?.saturation).toBeGreaterThan(95);
    expect(bottleneck?.saturation).toBeLessThan(105);
    expect(JSON.stringify(entry)).not.toMatch(accountNumber);
  });

  it('has the allocator look at the tier that limits it, by the event that it has changed', async () => {
    const entry = await until('the look', async () =>
      (await entries('scaling', 'shop/db')).find(({ signal }) => signal.kind === 'wake'),
    );
    expect(entry.subject).toBe('shop/db');
    byFunctions = [...aws().calls];
    const { stdout } = await headroom('explain', 'shop/db', '--last', '100');
    expect(stdout).toContain('woken since this tier limits its service');
  });

  it('is told by diagnose, with what the deployment has found', async () => {
    const { stdout, exitCode } = await headroom('diagnose');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('cpu of db');
    expect(stdout).toMatch(/what the deployment has found\n {2}bottleneck of db: cpu of db gives out first/);
    const json = await headroom('diagnose', 'shop', '--window', '2h', '--json');
    const { limits, recorded } = JSON.parse(json.stdout);
    expect(limits[0]).toMatchObject({ tier: 'db', resource: 'cpu' });
    expect(recorded.map(({ id }: { readonly id: string }) => id)).toContain('units.web');
    expect((await headroom('diagnose', 'shopp')).stderr).toContain('did you mean shop?');
  });

  it('is told by explain: of a tier whose units would not help, of the service, and by status', async () => {
    const lambda = new LambdaClient(clientOptions(aws()));
    const Payload = Buffer.from(JSON.stringify({ scalable: 'shop/web' }));
    await lambda.send(new InvokeCommand({ FunctionName: 'headroom-resource-allocator', Payload }));
    const web = await headroom('explain', 'shop/web');
    expect(web.stdout).toMatch(
      /units of web: more units would not help: cpu of db gives out first, at [\d.]+ requests/,
    );
    const service = await headroom('explain', 'shop');
    expect(service.stdout).toMatch(
      /limited by nothing that was known -> cpu of db at \d+ requests per second {3}applied/,
    );
    expect(service.stdout).toContain('answer every other query from a cache');
    expect((await headroom('status', '--json')).stdout).toContain('"capability":"diagnosing","subject":"shop"');
  });

  it('does only what its role may, and its role may do nothing of its neighbours', async () => {
    expect(byFunctions.some(({ action, body }) => action === 'dynamodb:PutItem' && body.includes('"findings"'))).toBe(
      true,
    );
    expect(await refusedByKeys(aws(), [functionName, 'headroom-resource-allocator', widget], byFunctions)).toEqual([]);
    expect(await allowedNeighbours(aws(), { table: tableName, group: 'shop-web' })).toEqual([]);
  });
});
