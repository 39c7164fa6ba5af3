import type { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { beforeEach, describe, expect, test } from 'vitest';
import { auroraCapacities } from '../../../../../adapters/scaling/targets/aurora-capacity/aurora-capacity.ts';
import { auroraReaders } from '../../../../../adapters/scaling/targets/aurora-readers/aurora-readers.ts';
import { Refusal } from '../../../../../core/model/errors.ts';
import { tell } from '../../../../../core/model/reason.ts';
import type { CapacityLimit } from '../../../../../core/scaling/config/targets/aurora-capacity.ts';
import { FakeApplicationAutoScaling } from '../any-kind/fake-application-auto-scaling.ts';
import { FakeAurora } from './fake-aurora.ts';

const place = { account: null, region: null };
const term = { leftMs: () => 60_000 };
const world = { account: null, leftMs: () => 5000, random: () => 0 };
const applied = { is: 'applied', because: null };

let fake: FakeAurora;
beforeEach(() => {
  fake = new FakeAurora();
});

const clients = () => ({ reader: () => fake.client, actor: () => fake.client });

describe('readers of Aurora', () => {
  const orders = { kind: 'aurora-readers' as const, ...place, dbClusterIdentifier: 'orders' };
  const readers = () => {
    const both = () => fake.client as unknown as ApplicationAutoScalingClient;
    const native = { reader: both, actor: both };
    return auroraReaders({ ...world, clients: clients(), native }, new FakeApplicationAutoScaling().readRivals());
  };

  test('that were there before stay, and are the least', async () => {
    fake.make('orders', { made: 2, own: 2 });
    expect(await readers().capacity(orders)).toMatchObject({ asked: 4, running: 4, min: 2, max: 15 });
    expect(await readers().setCapacity(orders, { units: 2 }, term)).toEqual(applied);
    fake.settle();
    expect(fake.readersOf('orders').map(({ DBInstanceIdentifier }) => DBInstanceIdentifier)).toEqual([
      'orders-r0',
      'orders-r1',
    ]);
    const refused = await readers().setCapacity(orders, { units: 1 }, term);
    expect(refused.is).toBe('refused');
    expect(tell(refused.because ?? { says: '' })).toContain('raise bounds.min to 2');
    expect(fake.readersOf('orders')).toHaveLength(2);
  });

  test('that are being deleted are not there any more, and none of the least', async () => {
    fake.make('orders', { made: 1, own: 2 });
    fake.add('orders', 'orders-r1', 'deleting');
    expect(await readers().capacity(orders)).toMatchObject({ asked: 2, running: 2, inFlight: 0, min: 1 });
    expect(await readers().capacity(orders, 2)).toMatchObject({ asked: 2, running: 2, inFlight: 0 });
  });

  test('are asked for as a minimum that is the maximum', async () => {
    fake.make('orders', { made: 0, own: 1 });
    await readers().setCapacity(orders, { units: 3 }, term);
    expect(fake.registered.get('cluster:orders')).toEqual({ min: 3, max: 3 });
  });

  test('are in flight while they are being made, and none is asked for meanwhile', async () => {
    fake.make('orders', { made: 0, own: 1 });
    await readers().setCapacity(orders, { units: 3 }, term);
    fake.begin('orders');
    const { rations, ...told } = await readers().capacity(orders, 3);
    expect(told).toMatchObject({ asked: 3, running: 1, inFlight: 2 });
    expect(tell(rations?.busyBecause ?? { says: '' })).toContain('application-autoscaling-1 is creating');
    expect((await readers().setCapacity(orders, { units: 5 }, term)).is).toBe('failed');
    fake.settle();
    expect(await readers().capacity(orders, 3)).toMatchObject({ asked: 3, running: 3, inFlight: 0 });
  });

  test('that Application Auto Scaling said yes to, and did nothing for, are asked for again', async () => {
    fake.make('orders', { made: 0, own: 1 });
    // It becomes busy between being looked at and being scaled.
    fake.registered.set('cluster:orders', { min: 3, max: 3 });
    expect(await readers().capacity(orders, 3)).toMatchObject({ asked: 1, inFlight: 0 });
    expect(await readers().setCapacity(orders, { units: 3 }, term)).toEqual(applied);
    expect(await readers().capacity(orders, 3)).toMatchObject({ asked: 3, running: 1, inFlight: 2 });
  });

  test('are not in flight any more once their change has failed', async () => {
    fake.make('orders', { made: 0, own: 1 });
    await readers().setCapacity(orders, { units: 3 }, term);
    for (const activity of fake.activities) activity.StatusCode = 'Failed';
    expect(await readers().capacity(orders, 3)).toMatchObject({ asked: 1, inFlight: 0 });
  });

  test.each([
    ['of no Aurora', { Engine: 'postgres' }, /runs postgres, not Aurora/],
    ['of Serverless v1', { EngineMode: 'serverless' }, /Serverless v1/],
    ['a secondary one of a global database', { ReplicationSourceIdentifier: 'arn:x' }, /global database/],
    ['without one that writes', { DBClusterMembers: [] }, /no instance that writes/],
  ])('of a cluster that is %s are a refusal', async (_, more, says) => {
    fake.make('orders', { made: 1, own: 0 }, more);
    await expect(readers().capacity(orders)).rejects.toThrow(Refusal);
    await expect(readers().capacity(orders)).rejects.toThrow(says);
    expect((await readers().setCapacity(orders, { units: 3 }, term)).is).toBe('refused');
  });
});

describe('the range of Aurora Serverless v2', () => {
  const ends = () => auroraCapacities({ ...world, clients: clients() });
  const end = (limit: CapacityLimit) => {
    return { kind: 'aurora-capacity' as const, ...place, dbClusterIdentifier: 'orders', limit };
  };
  const range = () => fake.clusters.get('orders')?.ServerlessV2ScalingConfiguration;

  test('counts halves of an ACU, and each end is bounded by the other', async () => {
    fake.make('orders', { made: 0, own: 0 });
    expect(await ends().capacity(end('MinCapacity'))).toMatchObject({ asked: 2, min: 0, max: 16 });
    expect(await ends().capacity(end('MaxCapacity'))).toMatchObject({ asked: 16, min: 2, max: 512 });
    await ends().setCapacity(end('MinCapacity'), { units: 3 }, term);
    fake.settle();
    await ends().setCapacity(end('MaxCapacity'), { units: 40 }, term);
    fake.settle();
    expect(range()).toEqual({ MinCapacity: 1.5, MaxCapacity: 20 });
  });

  test('keeps how long it idles before it pauses only where it can pause', async () => {
    const ServerlessV2ScalingConfiguration = { MinCapacity: 0, MaxCapacity: 8, SecondsUntilAutoPause: 600 };
    fake.make('orders', { made: 0, own: 0 }, { ServerlessV2ScalingConfiguration });
    expect(await ends().setCapacity(end('MaxCapacity'), { units: 8 }, term)).toEqual(applied);
    fake.settle();
    expect(range()).toEqual({ MinCapacity: 0, MaxCapacity: 4, SecondsUntilAutoPause: 600 });
    expect(await ends().setCapacity(end('MinCapacity'), { units: 4 }, term)).toEqual(applied);
    fake.settle();
    expect(range()).toEqual({ MinCapacity: 2, MaxCapacity: 4 });
  });

  test('of a cluster that has none is a refusal', async () => {
    fake.make('orders', { made: 0, own: 0 }, { ServerlessV2ScalingConfiguration: undefined });
    await expect(ends().capacity(end('MinCapacity'))).rejects.toThrow(/no range of Serverless v2/);
  });
});
