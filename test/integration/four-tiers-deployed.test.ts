import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeDBInstancesCommand,
  RDSClient,
  StartDBClusterCommand,
  StopDBClusterCommand,
} from '@aws-sdk/client-rds';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCdk } from '../../cli/demo/run-cdk.ts';
import { tell } from '../../core/model/reason.ts';
import type { ScalingEntry } from '../../core/scaling/scaling-entry.ts';
import { onlyLocal } from '../../local/only-local.ts';
import { root, runHeadroom } from '../cli/run-headroom.ts';
import { clientOptions } from './deploy-function.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';
import { startAheadMs, type Tier, TiersStage, tiers } from './four-tiers-stage.ts';

const work = join(root, '.local', 'four-tiers-test');
let played: TiersStage | null = null;

/** MiniStack asks for rights that AWS does not where provisioned concurrency is read, so policies are not enforced. */
const local = await localAwsOrNone({
  ...{ scaling: true, recordCalls: true },
  rationsTablesBy: () => played?.nowMs() ?? 0,
});

afterAll(() => local?.stop());

/** Calls a second. */
const [calm, spike] = [4, 12];
const behind: readonly Tier[] = ['shop/orders', 'shop/readers', 'shop/cache'];

const reasonOf = ({ decision }: ScalingEntry) => {
  const binding = decision?.reasons[decision.binding];
  return binding === undefined ? '' : `${binding.by}: ${tell(binding.because)}`;
};
/** Who was asked for another count, in order. */
const changes = (entries: readonly ScalingEntry[]) => entries.filter(({ outcome }) => outcome?.is === 'applied');
const subjectsOf = (entries: readonly ScalingEntry[]) => entries.map(({ subject }) => subject);

describe.runIf(local !== null)('the example of four tiers, deployed', () => {
  const aws = () => {
    if (local === null) throw new Error('the local AWS is not there');
    return local;
  };
  const stage = () => {
    if (played === null) throw new Error('nothing is deployed');
    return played;
  };
  const client = () => clientOptions(aws());
  const headroom = (...args: string[]) =>
    runHeadroom([...args, '--deployment', 'headroom-tiers'], onlyLocal(aws().environment));
  let clusterName = '';
  let ordersName = '';

  beforeAll(async () => {
    const outputs = await deploy();
    const { FunctionName, TableName, ClusterName, CacheName } = outputs.TiersExample ?? {};
    [ordersName, clusterName] = [String(TableName), String(ClusterName)];
    await stopBeats();
    played = new TiersStage({
      aws: aws(),
      outputs: { FunctionName, TableName, ClusterName, CacheName } as ConstructorParameters<
        typeof TiersStage
      >[0]['outputs'],
      tableName:
        Object.entries(outputs.HeadroomForTiers ?? {}).find(([key]) => key.startsWith('HeadroomTableName'))?.[1] ?? '',
      aheadMs: startAheadMs(Date.now()),
    });
    // What a unit serves is learned at two counts of units; then all is at rest.
    await stage().later(0, calm);
    for (const minutes of [12, 10, 10]) {
      await stage().ask(...tiers);
      await stage().quiet(4);
      await stage().settle(calm);
      await stage().later(minutes, calm);
    }
    await stage().settle(calm);
  }, 240_000);

  it('goes up from the back, from one alarm on, each woken by what was decided of another', async () => {
    const before = (await stage().entries()).length;
    await stage().later(1, spike);
    await stage().trip();
    await stage().quiet(5);
    const wave = (await stage().entries()).slice(before);
    const [first] = wave as [ScalingEntry];
    const alarm = { kind: 'alarm', state: 'ALARM' };
    expect(first).toMatchObject({ subject: 'shop/checkout', signal: alarm, outcome: { is: 'unchanged' } });
    expect(reasonOf(first)).toMatch(/^downstream: shop\/orders goes up first: \d+ units are wanted/);
    const rises = changes(wave);
    expect(subjectsOf(rises).slice(0, 3).sort()).toEqual([...behind].sort());
    expect(subjectsOf(rises).slice(3)).toEqual(['shop/checkout']);
    const woken = { kind: 'wake', about: 'tier' };
    for (const { signal } of rises.slice(0, 3)) expect(signal).toMatchObject({ ...woken, by: 'shop/checkout' });
    expect(rises[3]?.signal).toMatchObject({ ...woken, by: expect.stringMatching(/orders|readers|cache/) });
  });

  it('opens no more connections than the readers that run take, and more once more of them run', async () => {
    const { 'shop/checkout': held } = await stage().units();
    expect(held).toBe(9);
    const [newest] = (await stage().entries()).filter(({ subject }) => subject === 'shop/checkout').slice(-1) as [
      ScalingEntry,
    ];
    expect(reasonOf(newest)).toContain('shop/readers takes 90 connections of it, 10 for each unit');
    await stage().later(1, spike);
    await stage().ask('shop/readers');
    await stage().quiet(2);
    const last = changes(await stage().entries()).at(-1);
    expect(last).toMatchObject({
      subject: 'shop/checkout',
      signal: { kind: 'wake', about: 'tier', by: 'shop/readers' },
    });
    await stage().settle(spike);
    const units = await stage().units();
    expect(units).toMatchObject({ 'shop/orders': 172, 'shop/readers': 2, 'shop/cache': 2 });
    expect(units['shop/checkout']).toBeGreaterThan(held);
  });

  it('is what the plan says, and is explained, replayed and shown', async () => {
    const units = await stage().units();
    const html = join(work, 'plan.html');
    const now = JSON.parse((await headroom('plan', 'shop', '--load', '1x', '--json', '--html', html)).stdout);
    expect(Object.fromEntries(now.tiers.map((tier: PlannedTier) => [tier.scalable, tier.units]))).toEqual(units);
    const { tiers: planned } = JSON.parse((await headroom('plan', 'shop', '--load', '2x', '--json')).stdout);
    const turns = planned.map(({ scalable, turn }: PlannedTier) => [scalable, turn]);
    expect(Object.fromEntries(turns)).toEqual({
      'shop/checkout': 2,
      ...Object.fromEntries(behind.map((one) => [one, 1])),
    });
    expect(await readFile(html, 'utf8')).toContain('The tiers of the last day');
    const explained = (await headroom('explain', 'shop/checkout', '--last', '20')).stdout;
    expect(explained).toContain('woken by what was decided of shop/readers');
    expect(explained).toContain('shop/orders goes up first');
    const last = (await stage().entries()).findLast(({ subject }) => subject === 'shop/checkout');
    expect((await headroom('replay', last?.id ?? '')).stdout).toContain('same: shop/checkout');
    const status = (await headroom('status')).stdout;
    for (const tier of tiers) expect(status).toContain(tier);
    expect((await headroom('plan', 'shopp')).stderr).toContain('did you mean shop?');
  }, 90_000);

  it('goes down from the front, to what there was before, and keeps what others have made', async () => {
    const before = (await stage().entries()).length;
    await stage().later(6, calm);
    await stage().turn('shop/checkout', 'OK');
    await stage().quiet(1);
    const [first] = changes((await stage().entries()).slice(before)) as [ScalingEntry];
    expect(first).toMatchObject({ subject: 'shop/checkout', signal: { kind: 'alarm', state: 'OK' } });
    await stage().settle(calm);
    // Readers keep what connections called for as long as new ones would take, and then until the function has let go of it.
    await stage().later(16, calm);
    for (const _ of ['asked', 'let go']) await stage().settle(calm);
    const falls = changes((await stage().entries()).slice(before));
    expect(falls.findIndex(({ subject }) => behind.includes(subject as Tier))).toBeGreaterThan(0);
    expect(new Set(subjectsOf(falls))).toEqual(new Set(tiers));
    expect(await stage().units()).toMatchObject({ 'shop/orders': 58, 'shop/readers': 1, 'shop/cache': 1 });
    const members = (await instances()).map(({ DBInstanceIdentifier = '' }) => DBInstanceIdentifier);
    expect(members.filter((name) => name.startsWith('application-autoscaling-'))).toEqual([]);
    expect(members).toHaveLength(2);
    const { Table } = await new DynamoDBClient(client()).send(new DescribeTableCommand({ TableName: ordersName }));
    expect(Table?.ProvisionedThroughput?.WriteCapacityUnits).toBe(5);
  });

  it('holds who needs a tier that takes no change, moves the others, and says so', async () => {
    const rds = new RDSClient(client());
    await rds.send(new StopDBClusterCommand({ DBClusterIdentifier: clusterName }));
    const { 'shop/checkout': held } = await stage().units();
    await stage().later(1, spike);
    await stage().turn('shop/checkout', 'ALARM');
    await stage().quiet(4);
    await stage().settle(spike);
    expect(await stage().units()).toEqual({
      ...{ 'shop/checkout': held, 'shop/orders': 172, 'shop/readers': 1, 'shop/cache': 2 },
    });
    expect((await headroom('explain', 'shop/readers')).stdout).toContain('takes no change until it is available');
    expect((await headroom('explain', 'shop/checkout')).stdout).toContain('shop/readers takes 0 connections of it');

    await rds.send(new StartDBClusterCommand({ DBClusterIdentifier: clusterName }));
    await stage().settle(spike);
    const units = await stage().units();
    expect(units).toMatchObject({ 'shop/orders': 172, 'shop/readers': 2, 'shop/cache': 2 });
    expect(units['shop/checkout']).toBeGreaterThan(held);
  });

  it('keeps the last decrease of a day for a person, while the other tiers go down in their order', async () => {
    await stage().later(6, calm);
    await stage().turn('shop/checkout', 'OK');
    await stage().quiet(1);
    await stage().settle(calm);
    await stage().later(16, calm);
    for (const _ of ['asked', 'let go']) await stage().settle(calm);
    expect(await stage().units()).toMatchObject({ 'shop/orders': 86, 'shop/readers': 1, 'shop/cache': 1 });
    expect((await headroom('explain', 'shop/orders')).stdout).toContain(
      '3 decreases have been made today, and the next may be in',
    );
    const table = new DynamoDBClient({ ...client(), endpoint: aws().rationedTablesEndpoint ?? '' });
    const { Table } = await table.send(new DescribeTableCommand({ TableName: ordersName }));
    expect(Table?.ProvisionedThroughput?.NumberOfDecreasesToday).toBe(3);
  });

  it('was denied nothing', () => {
    expect(aws().calls.filter(({ status }) => status === 403)).toEqual([]);
    const asked = new Set(aws().calls.map(({ action }) => action));
    for (const one of ['dynamodb:UpdateTable', 'elasticache:DecreaseReplicaCount', 'elasticache:IncreaseReplicaCount'])
      expect(asked).toContain(one);
  });

  /** The real `cdk bootstrap` and `cdk deploy`. */
  async function deploy(): Promise<Record<string, Record<string, string> | undefined>> {
    await mkdir(work, { recursive: true });
    const { accountId, region, environment } = aws();
    const { signal } = new AbortController();
    const cdk = (args: readonly string[], cwd: string) =>
      runCdk({ args, cwd, environment: onlyLocal(environment), logFile: join(work, `${args[0]}.log`), signal });
    await cdk(['bootstrap', `aws://${accountId}/${region}`], work);
    const file = join(work, 'outputs.json');
    const app = [
      '--app',
      `${JSON.stringify(process.execPath)} examples/tiers/app.ts`,
      '--output',
      join(work, 'cdk.out'),
    ];
    await cdk(['deploy', '--all', '--require-approval', 'never', '--outputs-file', file, ...app], root);
    return JSON.parse(await readFile(file, 'utf8'));
  }

  /** Looks are to be woken by what happens: the beat of the schedule is tried by the tests of the allocator. */
  async function stopBeats(): Promise<void> {
    const credential = 'Credential=test/20260101/us-east-1/scheduler/aws4_request';
    const headers = { authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=0` };
    const listed = await fetch(`${aws().endpoint}/schedules`, { headers });
    const { Schedules } = (await listed.json()) as { Schedules: { Name: string }[] };
    expect(Schedules.length).toBeGreaterThan(0);
    await Promise.all(
      Schedules.map(({ Name }) => fetch(`${aws().endpoint}/schedules/${Name}`, { method: 'DELETE', headers })),
    );
  }

  async function instances() {
    const asked = new DescribeDBInstancesCommand({ Filters: [{ Name: 'db-cluster-id', Values: [clusterName] }] });
    return (await new RDSClient(client()).send(asked)).DBInstances ?? [];
  }
});

interface PlannedTier {
  readonly scalable: string;
  readonly units: number;
  readonly turn: number;
}
