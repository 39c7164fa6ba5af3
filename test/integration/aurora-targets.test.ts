import { setTimeout as sleep } from 'node:timers/promises';
import {
  ApplicationAutoScalingClient,
  DeregisterScalableTargetCommand,
  PutScalingPolicyCommand,
} from '@aws-sdk/client-application-auto-scaling';
import {
  CreateDBClusterCommand,
  CreateDBInstanceCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { targets, targetsOnAws } from '../../adapters/scaling/targets/catalogue.ts';
import { Refusal } from '../../core/model/errors.ts';
import type { CapacityLimit } from '../../core/scaling/config/targets/aurora-capacity.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

const aws = await localAwsOrNone({ scaling: true });
const term = { leftMs: () => 60_000 };
const place = { account: null, region: null };
const applied = { is: 'applied', because: null };

afterAll(() => aws?.stop());

describe.runIf(aws !== null)('an Aurora cluster on the local AWS', () => {
  let target: ReturnType<typeof targets>;
  const rds = () => new RDSClient();
  const readers = { kind: 'aurora-readers' as const, ...place, dbClusterIdentifier: 'orders' };
  const end = (limit: CapacityLimit) => {
    return { kind: 'aurora-capacity' as const, ...place, dbClusterIdentifier: 'orders', limit };
  };

  beforeAll(async () => {
    target = targets({ makers: targetsOnAws(), account: '000000000000', leftMs: () => 10_000, random: () => 0 });
    const DBClusterIdentifier = 'orders';
    const Engine = 'aurora-postgresql';
    const ServerlessV2ScalingConfiguration = { MinCapacity: 1, MaxCapacity: 8 };
    const login = { MasterUsername: 'shop', MasterUserPassword: 'not-a-secret' };
    await rds().send(
      new CreateDBClusterCommand({ DBClusterIdentifier, Engine, ServerlessV2ScalingConfiguration, ...login }),
    );
    for (const DBInstanceIdentifier of ['writes', 'reads']) {
      const DBInstanceClass = 'db.serverless';
      await rds().send(
        new CreateDBInstanceCommand({ DBClusterIdentifier, DBInstanceIdentifier, DBInstanceClass, Engine }),
      );
    }
    while (((await target.capacity(readers)).rations?.busyBecause ?? null) !== null) await sleep(100);
  }, 30_000);

  const instances = async () => {
    const asked = new DescribeDBInstancesCommand({ Filters: [{ Name: 'db-cluster-id', Values: ['orders'] }] });
    return (await rds().send(asked)).DBInstances ?? [];
  };
  const until = async (running: number, lastAsked: number) => {
    for (let tries = 0; tries < 100; tries++) {
      const told = await target.capacity(readers, lastAsked);
      if (told.running === running && told.inFlight === 0) return told;
      await sleep(50);
    }
    throw new Error(`there never were ${running} readers`);
  };

  test('has readers made and taken away after a while, and keeps those that were there before', async () => {
    expect(await target.capacity(readers)).toMatchObject({ asked: 1, running: 1, min: 1, max: 15 });
    expect(await target.setCapacity(readers, { units: 3 }, term)).toEqual(applied);
    expect(await target.capacity(readers, 3)).toMatchObject({ asked: 3, running: 1, inFlight: 2 });
    expect(await until(3, 3)).toMatchObject({ asked: 3 });
    const made = (await instances()).filter(
      ({ DBInstanceIdentifier = '' }) => !/^(writes|reads)$/.test(DBInstanceIdentifier),
    );
    expect(made.map((one) => [one.DBInstanceClass, one.PromotionTier])).toEqual([
      ['db.serverless', 15],
      ['db.serverless', 15],
    ]);
    expect(await target.setCapacity(readers, { units: 1 }, term)).toEqual(applied);
    await until(1, 1);
    expect((await instances()).map((one) => one.DBInstanceIdentifier).sort()).toEqual(['reads', 'writes']);
    expect((await target.setCapacity(readers, { units: 0 }, term)).is).toBe('refused');
  });

  test('is put back as it was found: its own readers first, and then what registered them', async () => {
    const found = async () => (await target.found?.(readers)) ?? { state: {}, restlessBecause: null };
    const deregister = new DeregisterScalableTargetCommand({
      ...{ ServiceNamespace: 'rds', ScalableDimension: 'rds:cluster:ReadReplicaCount', ResourceId: 'cluster:orders' },
    });
    await new ApplicationAutoScalingClient().send(deregister);
    const was = await found();
    expect(was).toEqual({ state: { min: null, max: null }, restlessBecause: null });
    expect(await target.setCapacity(readers, { units: 3 }, term)).toEqual(applied);
    await until(3, 3);
    expect((await found()).state).toMatchObject({ min: 3, max: 3 });
    expect(await target.putBack?.(readers, was.state, term)).toEqual(applied);
    expect((await found()).state).toMatchObject({ min: 1, max: 1 });
    await until(1, 1);
    expect(await target.putBack?.(readers, was.state, term)).toEqual(applied);
    expect(await found()).toEqual(was);
    expect((await instances()).map((one) => one.DBInstanceIdentifier).sort()).toEqual(['reads', 'writes']);
  });

  test('is refused what it cannot have, in the words of who refuses', async () => {
    const refused = await target.setCapacity(readers, { units: 16 }, term);
    expect(refused).toMatchObject({ is: 'refused', because: { error: expect.stringContaining('greater than 15') } });
    await expect(target.capacity({ ...readers, dbClusterIdentifier: 'gone' })).rejects.toThrow(Refusal);
  });

  test('names a policy that scales its readers too', async () => {
    const scaled = { ServiceNamespace: 'rds', ScalableDimension: 'rds:cluster:ReadReplicaCount' } as const;
    const client = new ApplicationAutoScalingClient();
    const ResourceId = 'cluster:orders';
    expect(await target.setCapacity(readers, { units: 1 }, term)).toEqual(applied);
    const policy = { PolicyName: 'cpu', PolicyType: 'TargetTrackingScaling' } as const;
    await client.send(new PutScalingPolicyCommand({ ...scaled, ResourceId, ...policy }));
    expect(await target.rivals?.(readers)).toMatchObject([{ what: 'the scaling policy "cpu"' }]);
    await client.send(new DeregisterScalableTargetCommand({ ...scaled, ResourceId }));
    expect(await target.rivals?.(readers)).toEqual([]);
  });

  test('has each end of its range changed, and the other kept', async () => {
    expect(await target.capacity(end('MinCapacity'))).toMatchObject({ asked: 2, running: 2, min: 0, max: 16 });
    for (const units of [5, 5, 3])
      expect(await target.setCapacity(end('MinCapacity'), { units }, term)).toEqual(applied);
    expect(await target.setCapacity(end('MaxCapacity'), { units: 20 }, term)).toEqual(applied);
    const { DBClusters: [cluster] = [] } = await rds().send(new DescribeDBClustersCommand({}));
    expect(cluster?.ServerlessV2ScalingConfiguration).toMatchObject({ MinCapacity: 1.5, MaxCapacity: 10 });
  });
});
