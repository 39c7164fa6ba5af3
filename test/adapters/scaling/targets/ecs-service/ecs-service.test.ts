import { describe, expect, test } from 'vitest';
import { ecsServices } from '../../../../../adapters/scaling/targets/ecs-service/ecs-service.ts';
import { Refusal } from '../../../../../core/model/errors.ts';
import { FakeApplicationAutoScaling } from '../any-kind/fake-application-auto-scaling.ts';
import { FakeEcs, service } from './fake-ecs.ts';

const config = (serviceName: string, cluster = 'shop') =>
  ({ kind: 'ecs-service', account: null, region: null, cluster, serviceName }) as const;

function open(fake: FakeEcs) {
  const clients = { reader: () => fake.client, actor: () => fake.client };
  return ecsServices(
    { clients, account: null, leftMs: () => 5000, random: () => 0 },
    new FakeApplicationAutoScaling().readRivals(),
  );
}

const capacity = (more: Parameters<typeof service>[2], desired = 4) =>
  open(new FakeEcs([service('web', desired, more)])).capacity(config('web'));

describe('the capacity of a service', () => {
  test('counts tasks asked for, running and on their way', async () => {
    expect(await capacity({ runningCount: 2, pendingCount: 1 })).toMatchObject({ asked: 4, running: 2, inFlight: 2 });
    expect(await capacity({ runningCount: 4, pendingCount: 3 })).toMatchObject({ asked: 4, running: 4, inFlight: 3 });
    expect(await capacity({ runningCount: 6 })).toMatchObject({ running: 6, inFlight: 0, min: null, max: null });
  });

  test.each([
    ['two deployments', { deployments: [{ status: 'PRIMARY' }, { status: 'ACTIVE' }] }],
    ['a rollout under way', { deployments: [{ status: 'PRIMARY', rolloutState: 'IN_PROGRESS' as const }] }],
    ['two task sets', { taskSets: [{ id: 'blue' }, { id: 'green' }], deployments: [] }],
  ])('is kept, but may grow, during %s', async (_, more) => {
    const told = await capacity(more);
    expect(told.keepBecause?.says).toContain('deployment');
    expect(told.voidOutBecause).toBeNull();
  });

  test('is free again once what failed has been rolled back and only stays listed', async () => {
    const primary = { status: 'PRIMARY', rolloutState: 'COMPLETED' } as const;
    const failed = { status: 'INACTIVE', rolloutState: 'FAILED' } as const;
    expect((await capacity({ deployments: [primary, failed] })).keepBecause).toBeNull();
    expect((await capacity({ deployments: [primary, { ...failed, status: 'ACTIVE' }] })).keepBecause).not.toBeNull();
  });

  test('of a daemon service follows nothing that is asked', async () => {
    const told = await capacity({ schedulingStrategy: 'DAEMON' });
    expect(told.voidOutBecause?.says).toContain('DAEMON');
    expect(told.voidInBecause?.says).toContain('DAEMON');
  });

  test.each([
    ['inactive', { status: 'INACTIVE' }],
    ['draining', { status: 'DRAINING' }],
    ['scaled by task sets of another controller', { deploymentController: { type: 'EXTERNAL' as const } }],
  ])('of a service that is %s is a refusal', async (_, more) => {
    await expect(capacity(more)).rejects.toThrow(Refusal);
  });

  test.each([
    ['BLUE_GREEN', { deploymentConfiguration: { strategy: 'BLUE_GREEN' as const } }],
    ['LINEAR', { deploymentConfiguration: { strategy: 'LINEAR' as const } }],
    ['CANARY', { deploymentConfiguration: { strategy: 'CANARY' as const } }],
    ['CodeDeploy', { deploymentController: { type: 'CODE_DEPLOY' as const } }],
  ])('tells that its deployments by %s move weights', async (how, more) => {
    expect((await capacity(more)).movesWeights).toContain(how);
    expect(await capacity({ deploymentConfiguration: { strategy: 'ROLLING' } })).not.toHaveProperty('movesWeights');
  });

  test('may be asked for by ARN', async () => {
    const one = service('web', 4);
    const fake = new FakeEcs();
    fake.services.set(String(one.serviceArn), one);
    expect(await open(fake).capacity(config(String(one.serviceArn)))).toMatchObject({ asked: 4 });
  });
});

describe('services', () => {
  test('in a cluster that is gone are refusals, those of other clusters are not', async () => {
    const target = open(new FakeEcs([service('web')]));
    const [gone, there] = await Promise.allSettled([
      target.capacity(config('web', 'old')),
      target.capacity(config('web')),
    ]);
    expect(gone).toMatchObject({ status: 'rejected', reason: expect.any(Refusal) });
    expect(there).toMatchObject({ status: 'fulfilled' });
  });

  test('that the role may not see keep no other from being read', async () => {
    const fake = new FakeEcs(['a', 'b', 'c'].map((name) => service(name)));
    fake.unseen.add('b');
    const target = open(fake);
    const told = await Promise.allSettled(['a', 'b', 'c'].map((name) => target.capacity(config(name))));
    expect(told.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(told[1]).toMatchObject({ reason: { name: 'AccessDeniedException' } });
  });

  test('that ECS cannot tell of for another reason than absence are errors, not refusals', async () => {
    const fake = new FakeEcs();
    const target = open(fake);
    fake.services.clear();
    Object.defineProperty(fake, 'client', {
      value: { send: async () => ({ services: [], failures: [{ arn: 'x/web', reason: 'TIMEOUT' }] }) },
    });
    const error = await target.capacity(config('web')).catch((reason: unknown) => reason);
    expect(error).not.toBeInstanceOf(Refusal);
    expect(String(error)).toContain('TIMEOUT');
  });

  test('are changed by their desired count alone', async () => {
    const fake = new FakeEcs([service('web')]);
    await open(fake).setCapacity(config('web'), { units: 7 }, { leftMs: () => 60_000 });
    expect(fake.calls[0]?.input).toEqual({ cluster: 'shop', service: 'web', desiredCount: 7 });
  });

  test('that are draining take no change', async () => {
    const fake = new FakeEcs([service('web', 2, { status: 'DRAINING' })]);
    const outcome = await open(fake).setCapacity(config('web'), { units: 7 }, { leftMs: () => 60_000 });
    expect(outcome).toMatchObject({ is: 'refused', because: { says: expect.stringContaining('gone') } });
  });
});
