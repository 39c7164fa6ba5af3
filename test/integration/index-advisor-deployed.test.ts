import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoDbEntries } from '../../adapters/ledger/entries.ts';
import { dynamoDbFindings } from '../../adapters/ledger/findings.ts';
import { runCdk } from '../../cli/demo/run-cdk.ts';
import type { IndexingEntry } from '../../core/indexing/report.ts';
import { onlyLocal } from '../../local/only-local.ts';
import type { PostgresServer } from '../../local/postgres/start-postgres.ts';
import { runHeadroom } from '../cli/run-headroom.ts';
import { clientOptions } from './deploy-function.ts';
import { browse, hypopgServerOrNone, stockShop } from './hypopg-server.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';
import { as } from './replicated-servers.ts';

const server = await hypopgServerOrNone();
const local = server === null ? null : await localAwsOrNone({ enforceIam: true });
const root = join(import.meta.dirname, '..', '..');
const work = join(root, '.local', 'index-advisor-test');
const subject = 'shop/orders';
const advised = 'ON "shop"."orders" ("customer_id", "created" DESC)';

afterAll(async () => {
  await local?.stop();
  await server?.stop();
});

describe.runIf(local !== null)('the deployed index advisor', { timeout: 300_000 }, () => {
  const aws = () => {
    if (local === null) throw new Error('the local AWS is not there');
    return local;
  };
  const owner = server as PostgresServer;
  const sqs = () => new SQSClient(clientOptions(aws()));
  const table = () => ({ client: new DynamoDBClient(clientOptions(aws())), tableName, random: () => 0.5 });
  const entries = async (of = subject) => (await dynamoDbEntries(table(), 'indexing').list(of, 9)) as IndexingEntry[];
  let tableName = '';
  let queue = '';

  /** As Scheduler invokes it, by the alias and without waiting. */
  const wake = (message: object) =>
    new LambdaClient(clientOptions(aws())).send(
      new InvokeCommand({
        FunctionName: 'headroom-index-advisor:live',
        InvocationType: 'Event',
        Payload: JSON.stringify(message),
      }),
    );
  const until = async <T>(what: string, ask: () => Promise<T | undefined>): Promise<T> => {
    for (let tries = 0; tries < 300; tries++) {
      const found = await ask();
      if (found !== undefined) return found;
      await sleep(100);
    }
    throw new Error(`waited in vain for ${what}`);
  };

  beforeAll(async () => {
    await stockShop(owner);
    await browse(owner);
    const { accountId, region, environment } = aws();
    const secretOf = async (Name: string, username: string, password: string): Promise<string> => {
      const SecretString = JSON.stringify({ username, password });
      const secrets = new SecretsManagerClient(clientOptions(aws()));
      return `${Name}=${(await secrets.send(new CreateSecretCommand({ Name, SecretString }))).ARN}`;
    };
    const secrets = await Promise.all([
      secretOf('advisor', 'advisor', 'of-the-advisor'),
      secretOf('owner', owner.username, owner.password),
    ]);
    queue = (await sqs().send(new CreateQueueCommand({ QueueName: 'told' }))).QueueUrl ?? '';
    const asked = new GetQueueAttributesCommand({ QueueUrl: queue, AttributeNames: ['QueueArn'] });
    const Arn = (await sqs().send(asked)).Attributes?.QueueArn ?? '';
    const events = new EventBridgeClient(clientOptions(aws()));
    const EventPattern = JSON.stringify({ source: ['headroom'], 'detail-type': ['Index Advised'] });
    await events.send(new PutRuleCommand({ Name: 'advised', EventPattern }));
    await events.send(new PutTargetsCommand({ Rule: 'advised', Targets: [{ Id: 'queue', Arn }] }));
    await mkdir(work, { recursive: true });
    const { signal } = new AbortController();
    const run = (args: readonly string[], cwd: string, log: string) =>
      runCdk({ args, cwd, environment: onlyLocal(environment), logFile: join(work, log), signal });
    await run(['bootstrap', `aws://${accountId}/${region}`], work, 'bootstrap.log');
    const app = `${JSON.stringify(process.execPath)} test/integration/indexed-app.ts`;
    const outputs = join(work, 'outputs.json');
    const given = [`port=${owner.port}`, ...secrets].flatMap((one) => ['--context', one]);
    const out = ['--output', join(work, 'cdk.out'), '--outputs-file', outputs];
    await run(['deploy', '--all', '--require-approval', 'never', '--app', app, ...out, ...given], root, 'deploy.log');
    tableName = JSON.parse(await readFile(outputs, 'utf8')).Indexed.TableName;
  });

  it('woken by a tick, tells which index would pay and which do nothing, in the ledger, on the bus and as a finding', async () => {
    await wake({ source: 'headroom.tick', id: 'tick-1' });
    const entry = await until('a look', async () => (await entries())[0]);
    expect(entry.outcome).toMatchObject({ is: 'recommended' });
    expect(entry.observation?.seen).toMatchObject({ statements: 1, cutShort: false });
    expect(entry.decision?.desired).toContainEqual(expect.objectContaining({ do: 'create', sql: advised }));
    expect(entry.decision?.desired).toContainEqual(expect.objectContaining({ do: 'drop', name: 'shop.twice' }));
    const told = await until('the event', async () => {
      const { Messages = [] } = await sqs().send(new ReceiveMessageCommand({ QueueUrl: queue }));
      return Messages[0]?.Body;
    });
    expect(JSON.parse(told)).toMatchObject({
      'detail-type': 'Index Advised',
      detail: { database: subject, create: [{ sql: advised }], entry: entry.id },
    });
    const [finding] = await dynamoDbFindings(table()).list(Date.now(), 'shop');
    expect(finding).toMatchObject({ kind: 'index', tier: 'orders', because: { table: 'shop.orders' } });
  });

  it('looks again at what ran since, when a person asks, and is told by explain', async () => {
    await as(owner, 'SELECT id FROM shop.orders WHERE created > $1 AND created < $2', ['2026-02-01', '2026-02-02']);
    await wake({ database: subject });
    const entry = await until('the second look', async () => {
      const all = await entries();
      return all.length > 1 ? all.find(({ signal }) => signal.kind === 'manual') : undefined;
    });
    expect(entry.observation?.seen?.ran.map(({ text }) => text)).toEqual([
      expect.stringContaining('created > $1 AND created < $2'),
    ]);
    const { stdout } = await runHeadroom(['explain', subject, '--table', tableName], onlyLocal(aws().environment));
    expect(stdout).toContain('CREATE INDEX CONCURRENTLY ON "shop"."orders" ("created")');
  });

  it('changes nothing in a dry run, nor at a tick at which nothing is due', async () => {
    const before = (await entries()).length;
    const answer = await new LambdaClient(clientOptions(aws())).send(
      new InvokeCommand({
        FunctionName: 'headroom-index-advisor:live',
        Payload: JSON.stringify({ database: subject, dryRun: true }),
      }),
    );
    expect(Buffer.from(answer.Payload ?? []).toString()).toMatch(/"says": ?"would change indexes/);
    await wake({ source: 'headroom.tick', id: 'tick-2' });
    await sleep(1500);
    expect((await entries()).length).toBe(before);
  });

  it('makes what pays in the mode on, judges it by its statements, and is at rest then', async () => {
    const before = (await entries('shop/made')).length;
    const looked = async (n: number) => {
      await wake({ database: 'shop/made' });
      return until(`look ${n}`, async () => {
        const all = await entries('shop/made');
        // An entry is written before its decision is carried out, and has an outcome once it is.
        return all.length >= before + n && all[0]?.outcome ? all[0] : undefined;
      });
    };
    const browseMade = async () => {
      for (let n = 0; n < 20; n++)
        await as(owner, 'SELECT * FROM made.orders WHERE customer_id = $1 ORDER BY created DESC LIMIT 5', [n]);
    };
    await as(owner, 'CREATE SCHEMA made; CREATE TABLE made.orders AS SELECT * FROM shop.orders');
    await as(owner, 'ANALYZE made.orders');
    await browseMade();
    const first = await looked(1);
    const sql = advised.replace('shop', 'made');
    expect(first.decision?.change).toEqual([expect.objectContaining({ do: 'create', sql })]);
    const made = await as(owner, "SELECT indexdef FROM pg_indexes WHERE schemaname = 'made'");
    expect(made).toEqual([{ indexdef: expect.stringContaining('(customer_id, created DESC)') }]);
    await browseMade();
    await sleep(1500);
    const second = await looked(2);
    expect(second.observation?.work?.[0]?.made).toEqual([
      expect.objectContaining({ state: expect.objectContaining({ is: 'pays' }) }),
    ]);
    expect(second.decision?.change ?? []).toEqual([]);
  });
});
