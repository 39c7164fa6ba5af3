import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { describe, expect, test } from 'vitest';
import { autoScalingGroups } from '../../../../../adapters/scaling/targets/auto-scaling-group/auto-scaling-group.ts';
import { tell } from '../../../../../core/model/reason.ts';
import { awsError, denied } from '../../../aws-error.ts';
import { FakeAws } from '../../../fake-aws.ts';
import { group, instance } from './fake-auto-scaling.ts';

const config = { kind: 'auto-scaling-group', account: null, region: null, autoScalingGroupName: 'a' } as const;
const term = { leftMs: () => 60_000 };
const launching = { LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING' };

interface Told {
  readonly group?: Partial<AutoScalingGroup>;
  readonly pool?: object | null;
  readonly states?: readonly string[];
  readonly hooks?: readonly object[];
  readonly refresh?: string;
}

const reusing = { MinSize: 0, PoolState: 'Stopped', InstanceReusePolicy: { ReuseOnScaleIn: true } };

/** A group with a pool, as AWS describes it; the pool comes in pages of two. */
function aws({ group: of = {}, pool = reusing, states = [], hooks = [launching], refresh }: Told) {
  const all = states.map((state, index) => instance(state, { InstanceId: `i-${index}` }));
  return new FakeAws<never>({
    DescribeAutoScalingGroups: () => ({ AutoScalingGroups: [group('a', 2, of)] }),
    DescribeWarmPool: ({ NextToken = '0' }: { NextToken?: string }) => ({
      ...(pool !== null && { WarmPoolConfiguration: pool }),
      Instances: all.slice(Number(NextToken), Number(NextToken) + 2),
      ...(Number(NextToken) + 2 < all.length && { NextToken: String(Number(NextToken) + 2) }),
    }),
    DescribeLifecycleHooks: () => ({ LifecycleHooks: hooks }),
    DescribeInstanceRefreshes: () => ({ InstanceRefreshes: refresh === undefined ? [] : [{ Status: refresh }] }),
    PutWarmPool: () => ({}),
    DeleteWarmPool: () => ({}),
  });
}

function open(fake: FakeAws<never>) {
  const clients = { reader: () => fake.client, actor: () => fake.client };
  const target = autoScalingGroups({ clients, account: null, leftMs: () => 5000, random: () => 0 });
  const asked = { readyBy: 'hook', wasRefused: false } as const;
  return {
    pool: (more: object = {}) => target.pool?.(config, { ...asked, ...more }) ?? Promise.reject(new Error('no pool')),
    setPool: (...args: [Parameters<NonNullable<typeof target.setPool>>[1]]) => target.setPool?.(config, ...args, term),
  };
}

describe('the warm pool of a group', () => {
  test('counts as ready only what has had its long start and stands prepared, on all pages', async () => {
    const states = ['Warmed:Stopped', 'Warmed:Hibernated', 'Warmed:Running'];
    const warming = ['Warmed:Pending', 'Warmed:Pending:Wait', 'Warmed:Pending:Proceed'];
    const others = ['Warmed:Terminating', 'Warmed:Terminating:Wait', 'Warmed:Terminated'];
    const told = await open(aws({ states: [...warming, ...states, ...others] })).pool();
    expect(told).toMatchObject({ ready: 3, coming: 3, unusableBecause: null, frozenBecause: null });
  });

  test('is told as it is set, and that there is none', async () => {
    const set = { minSize: 0, prepared: null, poolState: 'Stopped', reuseOnScaleIn: true };
    expect((await open(aws({})).pool()).set).toEqual(set);
    const prepared = { ...reusing, MaxGroupPreparedCapacity: 12, PoolState: 'Running', MinSize: 3 };
    const told = await open(aws({ pool: prepared })).pool();
    expect(told.set).toEqual({ minSize: 3, prepared: 12, poolState: 'Running', reuseOnScaleIn: true });
    expect((await open(aws({ pool: { ...reusing, MaxGroupPreparedCapacity: -1 } })).pool()).set).toEqual(set);
    expect(await open(aws({ pool: null })).pool()).toMatchObject({ set: null, unusableBecause: null });
  });

  test.each([
    [
      'does not take back',
      { pool: { MinSize: 0 } },
      /ReuseOnScaleIn of the pool is off.*put-warm-pool --auto-scaling-group-name a/,
    ],
    [
      'has no launch hook',
      { hooks: [{ LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING' }] },
      /no launch lifecycle hook.*readyBy/,
    ],
    [
      'has weights',
      { group: { Instances: [instance('InService', { WeightedCapacity: '2' })] } },
      /weigh more than one/,
    ],
    ['counts vCPUs', { group: { DesiredCapacityType: 'vcpu' } }, /weigh more than one/],
    [
      'belongs to EKS',
      { group: { Tags: [{ Key: 'eks:nodegroup-name', Value: 'ng' }] } },
      /"ng", whose pool only EKS may change/,
    ],
  ] as const)('of a group that %s may not be used, and says what to mend', async (_, told, says) => {
    const { unusableBecause } = await open(aws(told as Told)).pool();
    expect(unusableBecause && tell(unusableBecause)).toMatch(says);
  });

  test('needs no hook where the image is ready by itself, and asks for none', async () => {
    const fake = aws({ hooks: [] });
    expect((await open(fake).pool({ readyBy: 'image' })).unusableBecause).toBeNull();
    expect(fake.called('DescribeLifecycleHooks')).toBe(0);
  });

  test('is left alone while it is deleted, or an instance refresh is under way, which is asked after a refusal alone', async () => {
    const leaving = await open(aws({ pool: { ...reusing, Status: 'PendingDelete' } })).pool();
    expect(leaving).toMatchObject({ set: null, frozenBecause: { says: expect.stringContaining('being deleted') } });
    const fake = aws({ refresh: 'Baking' });
    expect((await open(fake).pool()).frozenBecause).toBeNull();
    expect(fake.called('DescribeInstanceRefreshes')).toBe(0);
    expect((await open(fake).pool({ wasRefused: true })).frozenBecause).toMatchObject({ status: 'Baking' });
    expect((await open(aws({ refresh: 'Successful' })).pool({ wasRefused: true })).frozenBecause).toBeNull();
  });

  test('has too many units to follow where they are many, and is counted all the same', async () => {
    const Instances = Array.from({ length: 601 }, () => instance('InService'));
    expect(await open(aws({ group: { Instances }, states: ['Warmed:Stopped'] })).pool()).toMatchObject({
      units: null,
      ready: 1,
    });
  });

  test('is set with all five parameters each time, and taken away by another call', async () => {
    const fake = aws({});
    const { setPool } = open(fake);
    await setPool({ minSize: 0, prepared: 14, poolState: 'Hibernated', reuseOnScaleIn: true });
    await setPool({ minSize: 2, prepared: null, poolState: 'Stopped', reuseOnScaleIn: false });
    await setPool(null);
    expect(fake.calls.map(({ action, input }) => [action, input])).toEqual([
      [
        'PutWarmPool',
        {
          AutoScalingGroupName: 'a',
          MinSize: 0,
          MaxGroupPreparedCapacity: 14,
          PoolState: 'Hibernated',
          InstanceReusePolicy: { ReuseOnScaleIn: true },
        },
      ],
      [
        'PutWarmPool',
        {
          AutoScalingGroupName: 'a',
          MinSize: 2,
          MaxGroupPreparedCapacity: -1,
          PoolState: 'Stopped',
          InstanceReusePolicy: { ReuseOnScaleIn: false },
        },
      ],
      ['DeleteWarmPool', { AutoScalingGroupName: 'a' }],
    ]);
  });

  test.each([
    [
      'failed',
      awsError('InstanceRefreshInProgressFault', 'An instance refresh is in progress'),
      'InstanceRefreshInProgress',
    ],
    ['refused', awsError('ValidationError', 'Warm pools do not support Spot'), 'does not accept the pool'],
    ['refused', awsError('LimitExceededFault', 'too many'), 'quota'],
    ['refused', denied(), 'the role may not change'],
  ] as const)('that AWS does not take is %s, by its own answer', async (is, error, says) => {
    const fake = aws({});
    fake.troubles = [error];
    const outcome = await open(fake).setPool(null);
    expect(outcome?.is).toBe(is);
    expect(tell(outcome?.because ?? { says: '' })).toContain(says);
  });
});
