import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudFormationClient, ListExportsCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoDbKeyspaces } from '../../adapters/sharding/map/dynamodb.ts';
import { runCdk } from '../../cli/demo/run-cdk.ts';
import { openShards } from '../../clients/shards.ts';
import { moveIdOf } from '../../core/sharding/planning/next-moves.ts';
import { onlyLocal } from '../../local/only-local.ts';
import { runHeadroom } from '../cli/run-headroom.ts';
import { clientOptions } from './deploy-function.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';
import { refusedByKeys } from './refused-by-keys.ts';

const local = await localAwsOrNone({ recordCalls: true, enforceIam: true });
const root = join(import.meta.dirname, '..', '..');

afterAll(() => local?.stop());

describe.runIf(local !== null)('a deployed keyspace over DynamoDB tables', { timeout: 400_000 }, () => {
  const aws = () => {
    if (local === null) throw new Error('the local AWS is not there');
    return local;
  };
  let ledger = '';
  let keyspaces = '';

  beforeAll(async () => {
    const { accountId, region, environment } = aws();
    const work = join(root, '.local', 'shards-test');
    await mkdir(work, { recursive: true });
    const { signal } = new AbortController();
    const run = (args: readonly string[], cwd: string, log: string) =>
      runCdk({ args, cwd, environment: onlyLocal(environment), logFile: join(work, log), signal });
    await run(['bootstrap', `aws://${accountId}/${region}`], work, 'bootstrap.log');
    const app = `${JSON.stringify(process.execPath)} test/integration/sharded-app.ts`;
    const outputs = join(work, 'outputs.json');
    const out = ['--output', join(work, 'cdk.out'), '--outputs-file', outputs];
    await run(['deploy', '--all', '--require-approval', 'never', '--app', app, ...out], root, 'deploy.log');
    ledger = JSON.parse(await readFile(outputs, 'utf8')).Sharded.TableName;
    const { Exports = [] } = await new CloudFormationClient(clientOptions(aws())).send(new ListExportsCommand({}));
    keyspaces = Exports.find(({ Name }) => Name === 'headroom-keyspaces')?.Value ?? '';
  });

  const headroom = (...args: string[]) => runHeadroom(args, onlyLocal(aws().environment));
  const invoke = async (what: string, event: unknown) => {
    const FunctionName = `headroom-orders-${what}`;
    const lambda = new LambdaClient(clientOptions(aws()));
    const answer = await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
    return JSON.parse(answer.Payload?.transformToString() ?? 'null');
  };
  const open = () =>
    openShards({ keyspace: 'orders', tableName: keyspaces, dynamoDb: new DynamoDBClient(clientOptions(aws())) });

  it('says what to do where there is no map yet', async () => {
    const { exitCode, stderr } = await headroom('shards', 'status', 'orders');
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('headroom shards init orders'),
    });
    const unknown = await headroom('shards', 'status', 'order');
    expect(unknown.stderr).toContain('no keyspace "order" is configured: there is only orders, or correct the name');
  });

  it('gets its map by the command line, and keeps the one that it has', async () => {
    expect((await headroom('shards', 'init', 'orders')).stderr).toContain('nobody is there to say yes; add --yes');
    const made = await headroom('shards', 'init', 'orders', '--yes');
    expect(made.stdout).toContain('4 slots, a number that never changes: 2 on a, 2 on b');
    expect((await headroom('shards', 'init', 'orders', '--yes')).stdout).toContain('there is a map already');
  });

  it('takes items of keys, and moves their slot by its own functions while they are written', async () => {
    const shards = await open();
    const { slot, shard } = shards.route('customer-17');
    const to = shard === 'a' ? 'b' : 'a';
    await shards.items('customer-17').put('order-1', { total: { N: '5' } });
    const dry = await headroom('shards', 'move', 'orders', 'customer-17', '--key', '--to', to, '--dry-run');
    expect(dry.stdout).toContain(`slot ${slot} to shard ${to}`);
    expect(dry.stdout).toContain('a dry run: nothing was changed');

    let isOn = true;
    let counted = 0;
    const counting = (async () => {
      while (isOn) {
        await shards.items('customer-17').update('count', (was) => ({ n: { N: String(Number(was?.n?.N ?? 0) + 1) } }));
        counted++;
      }
    })();
    const moved = await headroom('shards', 'move', 'orders', String(slot), '--to', to, '--yes', '--wait');
    isOn = false;
    await counting;
    expect(moved).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('1 of 1 moved; writes waited 0 ms at most'),
    });
    const store = dynamoDbKeyspaces({
      client: new DynamoDBClient(clientOptions(aws())),
      tableName: keyspaces,
      random: Math.random,
    });
    expect(await store.slot('orders', slot)).toMatchObject({ shard: to, epoch: 2 });
    expect(counted).toBeGreaterThan(0);
    const items = await (await open()).items('customer-17').list();
    expect(Object.fromEntries(items)).toEqual({
      'order-1': { total: { N: '5' } },
      count: { n: { N: String(counted) } },
    });
    await shards.close();
  });

  it('explains the move and decides it again, and shows the keyspace as it is', async () => {
    const { stdout: status } = await headroom('shards', 'status', 'orders', '--json');
    const [{ activeMoves, plans }] = JSON.parse(status);
    const id = activeMoves[0]?.id ?? moveIdOf(plans[0].plan.id, plans[0].plan.moves[0].slot);
    const { stdout } = await headroom('explain', `orders/${id}`, '--table', ledger, '--last', '50');
    expect(stdout).toContain('planned -> ');
    expect(stdout).toMatch(/applied/);
    const [, entry = ''] = /entry {4}(\S+)/.exec(stdout) ?? [];
    const again = await headroom('replay', entry, '--of', `orders/${id}`, '--table', ledger);
    expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('same') });
    expect((await headroom('shards', 'status')).stdout).toContain('orders: ');
  });

  it('gives a key a slot of its own on the command line, and takes it back', async () => {
    const before = (await open()).route('customer-17').slot;
    const pinned = await headroom('shards', 'pin', 'orders', 'customer-17', '--yes', '--wait');
    expect(pinned).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(`from slot ${before} `) });
    const shards = await open();
    expect(shards.route('customer-17').slot).toBe(4);
    expect([...(await shards.items('customer-17').list()).keys()]).toEqual(['count', 'order-1']);
    expect((await headroom('shards', 'pin', 'orders', 'customer-17', '--yes')).stderr).toContain(
      'has a slot of its own',
    );
    expect(await headroom('shards', 'unpin', 'orders', 'customer-17', '--yes', '--wait')).toMatchObject({
      exitCode: 0,
    });
    expect((await open()).route('customer-17').slot).toBe(before);
  });

  it('tells the console where a key is', async () => {
    const { slot } = (await open()).route('customer-17');
    expect(JSON.stringify(await invoke('shard-router', { resolve: 'customer-17' }))).toContain(`"slot":${slot}`);
    expect(await invoke('shard-mover', { source: 'headroom.tick', dryRun: true })).toHaveProperty('moves');
  });

  it('touches only what roles may by their leading keys', async () => {
    const functions = ['orders-shard-mover', 'orders-shard-balancer', 'orders-shard-router', 'resource-allocator'].map(
      (name) => `headroom-${name}`,
    );
    expect(aws().calls.filter(({ action }) => action === 'dynamodb:TransactWriteItems').length).toBeGreaterThan(0);
    expect(await refusedByKeys(aws(), functions, aws().calls)).toEqual([]);
  });

  it('lets its mover write items of its shards, and nothing else', async () => {
    const FunctionName = 'headroom-orders-shard-mover';
    const lambda = new LambdaClient(clientOptions(aws()));
    const { Role = '' } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const config = await dynamoDbKeyspaces({
      client: new DynamoDBClient(clientOptions(aws())),
      tableName: keyspaces,
      random: Math.random,
    }).config('orders');
    const shard = config?.shards.a;
    const arn = (table: string) => `arn:aws:dynamodb:${aws().region}:${aws().accountId}:table/${table}`;
    const judge = async (action: string, resource: string) => {
      const asked = { PolicySourceArn: Role, ActionNames: [`dynamodb:${action}`], ResourceArns: [resource] };
      const { EvaluationResults } = await new IAMClient(clientOptions(aws())).send(
        new SimulatePrincipalPolicyCommand(asked),
      );
      return EvaluationResults?.[0]?.EvalDecision;
    };
    const table = arn(shard?.kind === 'dynamodb-table' ? shard.tableName : '');
    expect(await judge('PutItem', table)).toBe('allowed');
    expect(await judge('DeleteTable', table)).toBe('implicitDeny');
    expect(await judge('PutItem', arn('another'))).toBe('implicitDeny');
  });
});
