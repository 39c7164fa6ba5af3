import { beforeEach, describe, expect, it } from 'vitest';
import { ScalingService } from '../../../local/application-auto-scaling/scaling-service.ts';

const readers = { ServiceNamespace: 'rds', ScalableDimension: 'rds:cluster:ReadReplicaCount' };
const orders = { ...readers, ResourceId: 'cluster:orders' };

let resources: Map<string, { now: number; isActive: boolean }>;
let moves: number[];
let service: ScalingService;

beforeEach(() => {
  resources = new Map([['cluster:orders', { now: 2, isActive: true }]]);
  moves = [];
  const dimension = {
    most: 15,
    count: async (id: string) => resources.get(id) ?? null,
    move: async (id: string, now: number) => {
      if (now === 13) throw new Error('no room');
      moves.push(now);
      resources.set(id, { now, isActive: true });
    },
  };
  const dimensions = { 'rds:cluster:ReadReplicaCount': dimension };
  service = new ScalingService({ dimensions, delayMs: 1, nowMs: () => 0 });
});

const register = (more: object, named: object = orders) =>
  service.answer('RegisterScalableTarget', { ...named, ...more });
const described = async () => {
  const { ScalableTargets } = (await service.answer('DescribeScalableTargets', readers)) as {
    ScalableTargets: object[];
  };
  return ScalableTargets;
};
const activities = async () => {
  const asked = await service.answer('DescribeScalingActivities', orders);
  return (asked as { ScalingActivities: { StatusCode: string; StatusMessage?: string }[] }).ScalingActivities;
};

describe('what stands in for Application Auto Scaling', () => {
  it.each([
    [{ MinCapacity: 3, MaxCapacity: 2 }, /less than minimum/],
    [{ MinCapacity: -1, MaxCapacity: 2 }, /0 or more/],
    [{ MinCapacity: 1, MaxCapacity: 16 }, /greater than 15/],
    [{ MinCapacity: 1 }, /required/],
  ])('refuses the bounds %j', async (bounds, says) => {
    await expect(register(bounds)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(says),
    });
    expect(await described()).toEqual([]);
  });

  it('refuses what does not exist, and dimensions that it has not', async () => {
    const bounds = { MinCapacity: 1, MaxCapacity: 2 };
    await expect(register(bounds, { ...orders, ResourceId: 'cluster:gone' })).rejects.toThrow(/doesn't exist/);
    await expect(register(bounds, { ...orders, ScalableDimension: 'rds:made:Up' })).rejects.toThrow(/Unsupported/);
    await expect(service.answer('MakeCoffee', {})).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });

  it('moves what is outside of its bounds after a delay, and tells while it does', async () => {
    await register({ MinCapacity: 4, MaxCapacity: 4 });
    expect(resources.get('cluster:orders')?.now).toBe(2);
    expect(await activities()).toMatchObject([{ StatusCode: 'InProgress' }]);
    await service.settled();
    expect(moves).toEqual([4]);
    expect(await activities()).toMatchObject([{ StatusCode: 'Successful' }]);
    await register({ MinCapacity: 1, MaxCapacity: 3 });
    await service.settled();
    expect(moves).toEqual([4, 3]);
  });

  it('says yes and does nothing where the resource is not active, and does it once it is asked again', async () => {
    resources.set('cluster:orders', { now: 2, isActive: false });
    await register({ MinCapacity: 4, MaxCapacity: 4 });
    await service.settled();
    expect([moves, await activities()]).toEqual([[], []]);
    resources.set('cluster:orders', { now: 2, isActive: true });
    await register({});
    await service.settled();
    expect(moves).toEqual([4]);
  });

  it('tells why a change has failed', async () => {
    await register({ MinCapacity: 13, MaxCapacity: 13 });
    await service.settled();
    expect(await activities()).toMatchObject([{ StatusCode: 'Failed', StatusMessage: 'Error: no room' }]);
  });

  it('keeps what a later request leaves out, its tags too', async () => {
    const off = { DynamicScalingInSuspended: true };
    await register({ MinCapacity: 1, MaxCapacity: 4, SuspendedState: off, Tags: { owner: 'shop' } });
    await register({ MaxCapacity: 3, Tags: { owner: 'nobody' } });
    const [target] = await described();
    expect(target).toMatchObject({ MinCapacity: 1, MaxCapacity: 3, SuspendedState: off });
    const { ScalableTargetARN } = target as { ScalableTargetARN: string };
    expect(await service.answer('ListTagsForResource', { ResourceARN: ScalableTargetARN })).toEqual({
      Tags: { owner: 'shop' },
    });
  });

  it('loses policies and schedules with the registration, and what it has made stays', async () => {
    await expect(service.answer('PutScalingPolicy', { ...orders, PolicyName: 'cpu' })).rejects.toThrow(/No scalable/);
    await register({ MinCapacity: 3, MaxCapacity: 5 });
    await service.settled();
    await service.answer('PutScalingPolicy', { ...orders, PolicyName: 'cpu' });
    await service.answer('PutScheduledAction', { ...orders, ScheduledActionName: 'night' });
    await service.answer('DeregisterScalableTarget', orders);
    expect(await service.answer('DescribeScalingPolicies', readers)).toEqual({ ScalingPolicies: [] });
    expect(await service.answer('DescribeScheduledActions', readers)).toEqual({ ScheduledActions: [] });
    expect(resources.get('cluster:orders')?.now).toBe(3);
    await expect(service.answer('DeregisterScalableTarget', orders)).rejects.toMatchObject({
      name: 'ObjectNotFoundException',
    });
  });

  it('lists by namespace and in pages', async () => {
    await register({ MinCapacity: 1, MaxCapacity: 5 });
    for (let one = 0; one < 11; one++) await service.answer('PutScalingPolicy', { ...orders, PolicyName: `p${one}` });
    const first = (await service.answer('DescribeScalingPolicies', readers)) as {
      ScalingPolicies: object[];
      NextToken?: string;
    };
    expect(first.ScalingPolicies).toHaveLength(10);
    const rest = await service.answer('DescribeScalingPolicies', { ...readers, NextToken: first.NextToken });
    expect((rest as { ScalingPolicies: object[] }).ScalingPolicies).toHaveLength(1);
    await expect(service.answer('DescribeScalingPolicies', {})).rejects.toThrow(/required/);
  });
});
