import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApplicationAutoScalingClient, RegisterScalableTargetCommand } from '@aws-sdk/client-application-auto-scaling';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeDBInstancesCommand,
  RDSClient,
  StartDBClusterCommand,
  StopDBClusterCommand,
} from '@aws-sdk/client-rds';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tell } from '../../core/model/reason.ts';
import type { ScalingEntry } from '../../core/scaling/scaling-entry.ts';
import { onlyLocal } from '../../local/only-local.ts';
import { root, runHeadroom } from '../cli/run-headroom.ts';
import { clientOptions } from './deploy-function.ts';
import { deployTiers } from './deploy-tiers.ts';
import { startAheadMs, type Tier, TiersStage, tiers } from './four-tiers-stage.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

const work = join(root, '.local', 'four-tiers-test');
let played: TiersStage | null = null;

const local = await localAwsOrNone({
  ...{ scaling: true, recordCalls: true, enforceIam: true },
  rationsTablesBy: () => played?.nowMs() ?? 0,
});

afterAll(() => local?.stop());

/** Calls a second. */
const [calm, spike] = [4, 12];
/** Minutes without a change after which none is to come: who goes down last waits until those before it were looked at again, twice. */
const patience = 5;
/** Bounds of the readers that were there before. */
const registered = { min: 1, max: 6 };
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
    const { outputs, tableName } = await deployTiers(aws(), work);
    [ordersName, clusterName] = [outputs.TableName, outputs.ClusterName];
    await registerReaders();
    played = new TiersStage({ aws: aws(), outputs, tableName, aheadMs: startAheadMs(Date.now()) });
    // What a unit serves is learned at two counts of units; then all is at rest.
    for (const minutes of [0, 12, 10, 10]) {
      await stage().later(minutes, calm);
      await stage().look(...tiers);
      await stage().settle(calm);
    }
  }, 240_000);

  it('goes up from the back, from one alarm on, each woken by what was decided of another', async () => {
    const before = (await stage().entries()).length;
    await stage().later(1, spike);
    await stage().after(() => stage().trip(), 5);
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
    await stage().look('shop/readers');
    const last = changes(await stage().entries()).at(-1);
    expect(last).toMatchObject({
      subject: 'shop/checkout',
      signal: { kind: 'wake', about: 'tier', by: 'shop/readers' },
    });
    // Within this minute: how long the spike lasts is not to hang on how busy the machine is.
    for (const _ of ['asked', 'there']) await stage().look(...tiers);
    const served = { 'shop/checkout': 14, 'shop/orders': 172, 'shop/readers': 2, 'shop/cache': 2 };
    expect(await stage().units()).toEqual(served);
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
    await stage().after(() => stage().turn('OK'));
    const [first] = changes((await stage().entries()).slice(before)) as [ScalingEntry];
    expect(first).toMatchObject({ subject: 'shop/checkout', signal: { kind: 'alarm', state: 'OK' } });
    await stage().settle(calm, patience);
    // Readers keep what connections called for as long as new ones would take; after a surprise that may be more than once.
    for (let times = 0; times < 4 && (await stage().units())['shop/readers'] > 1; times++) {
      await stage().later(16, calm);
      await stage().settle(calm, patience);
    }
    const falls = changes((await stage().entries()).slice(before));
    expect(falls.findIndex(({ subject }) => behind.includes(subject as Tier))).toBeGreaterThan(0);
    expect(new Set(subjectsOf(falls))).toEqual(new Set(tiers));
    const units = await stage().units();
    expect(units).toMatchObject({ 'shop/orders': 58, 'shop/readers': 1, 'shop/cache': 1 });
    expect(units['shop/checkout']).toBeLessThanOrEqual(9);
    const members = (await instances()).map(({ DBInstanceIdentifier = '' }) => DBInstanceIdentifier);
    expect(members.filter((name) => name.startsWith('application-autoscaling-'))).toEqual([]);
    expect(members).toHaveLength(2);
    const { Table } = await new DynamoDBClient(client()).send(new DescribeTableCommand({ TableName: ordersName }));
    expect(Table?.ProvisionedThroughput?.WriteCapacityUnits).toBe(5);
    const last = (await stage().entries()).findLast(({ subject }) => subject === 'shop/readers');
    expect(last?.observation?.memory.kept?.found?.state).toMatchObject(registered);
  });

  it('holds who needs a tier that takes no change, moves the others, and says so', async () => {
    const rds = new RDSClient(client());
    await rds.send(new StopDBClusterCommand({ DBClusterIdentifier: clusterName }));
    const { 'shop/checkout': held } = await stage().units();
    await stage().later(1, spike);
    await stage().after(() => stage().turn('ALARM'), 4);
    await stage().settle(spike);
    expect(await stage().units()).toEqual({
      ...{ 'shop/checkout': held, 'shop/orders': 172, 'shop/readers': 1, 'shop/cache': 2 },
    });
    expect((await headroom('explain', 'shop/readers')).stdout).toContain('takes no change until it is available');
    expect((await headroom('explain', 'shop/checkout')).stdout).toContain('shop/readers takes 0 connections of it');

    await rds.send(new StartDBClusterCommand({ DBClusterIdentifier: clusterName }));
    await stage().settle(spike, 2);
    const units = await stage().units();
    expect(units).toMatchObject({ 'shop/orders': 172, 'shop/readers': 2, 'shop/cache': 2 });
    expect(units['shop/checkout']).toBeGreaterThan(held);
  });

  it('keeps the last decrease of a day for a person, while the other tiers go down in their order', async () => {
    await stage().later(6, calm);
    await stage().after(() => stage().turn('OK'));
    await stage().settle(calm, patience);
    expect(await stage().units()).toMatchObject({ 'shop/orders': 86, 'shop/cache': 1 });
    expect((await headroom('explain', 'shop/orders')).stdout).toContain(
      '3 decreases have been made today, and the next may be in',
    );
    const table = new DynamoDBClient({ ...client(), endpoint: aws().rationedTablesEndpoint ?? '' });
    const { Table } = await table.send(new DescribeTableCommand({ TableName: ordersName }));
    expect(Table?.ProvisionedThroughput?.NumberOfDecreasesToday).toBe(3);
  });

  it('was denied nothing, by policies that are enforced', () => {
    expect(aws().calls.filter(({ status }) => status === 403)).toEqual([]);
    const asked = new Set(aws().calls.map(({ action }) => action));
    for (const one of ['dynamodb:UpdateTable', 'elasticache:DecreaseReplicaCount', 'elasticache:IncreaseReplicaCount'])
      expect(asked).toContain(one);
  });

  /** Somebody has registered the readers, with bounds that nothing scales by. */
  async function registerReaders(): Promise<void> {
    const endpoint = aws().environment.AWS_ENDPOINT_URL_APPLICATION_AUTO_SCALING ?? '';
    const named = { ServiceNamespace: 'rds', ResourceId: `cluster:${clusterName}` } as const;
    const ScalableDimension = 'rds:cluster:ReadReplicaCount';
    const asked = { ...named, ScalableDimension, MinCapacity: registered.min, MaxCapacity: registered.max } as const;
    await new ApplicationAutoScalingClient({ ...client(), endpoint }).send(new RegisterScalableTargetCommand(asked));
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
