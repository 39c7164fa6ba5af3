import { describe, expect, test } from 'vitest';
import { autoScalingGroups } from '../../../../../adapters/scaling/targets/auto-scaling-group/auto-scaling-group.ts';
import { capacityOfGroup } from '../../../../../adapters/scaling/targets/auto-scaling-group/capacity-of.ts';
import { Refusal } from '../../../../../core/model/errors.ts';
import { awsError } from '../../../aws-error.ts';
import { FakeAutoScaling, group, instance } from './fake-auto-scaling.ts';

const config = (autoScalingGroupName: string) =>
  ({ kind: 'auto-scaling-group', account: null, region: null, autoScalingGroupName }) as const;

function open(fake: FakeAutoScaling) {
  const clients = { reader: () => fake.client, actor: () => fake.client };
  return autoScalingGroups({ clients, account: null, leftMs: () => 5000, random: () => 0 });
}

describe('the capacity of a group', () => {
  test('counts what is in service, and what is on its way', () => {
    const Instances = ['InService', 'InService', 'Pending', 'Pending:Wait', 'Pending:Proceed'].map((state) =>
      instance(state),
    );
    expect(capacityOfGroup(group('a', 5, { Instances }))).toMatchObject({ asked: 5, running: 2, inFlight: 3 });
  });

  test('does not count what is in standby, in the warm pool, or leaving', () => {
    const states = [
      'Standby',
      'EnteringStandby',
      'Warmed:Stopped',
      'Warmed:Running',
      'Warmed:Pending',
      'Terminating:Wait',
      'Detached',
    ];
    const Instances = [instance('InService'), ...states.map((state) => instance(state))];
    expect(capacityOfGroup(group('a', 1, { Instances }))).toMatchObject({ asked: 1, running: 1, inFlight: 0 });
  });

  test('counts what was asked for and has no instances yet as in flight', () => {
    expect(capacityOfGroup(group('a', 6, { Instances: [] }))).toMatchObject({ asked: 6, running: 0, inFlight: 6 });
    const { Instances: _, ...without } = group('a', 6);
    expect(capacityOfGroup(without)).toMatchObject({ running: 0, inFlight: 6 });
  });

  test('is in weights where instances carry them, and may overshoot', () => {
    const Instances = [
      instance('InService', { WeightedCapacity: '4' }),
      instance('InService', { WeightedCapacity: '8' }),
      instance('Pending', { WeightedCapacity: '2' }),
    ];
    expect(capacityOfGroup(group('a', 10, { Instances }))).toMatchObject({ asked: 10, running: 12, inFlight: 2 });
  });

  test('tells how many instances it is made of where they weigh more than one, and else does not', () => {
    const weighing = (WeightedCapacity: string) => {
      const Instances = [instance('InService', { WeightedCapacity }), instance('InService', { WeightedCapacity })];
      return capacityOfGroup(group('a', 8, { Instances }));
    };
    expect(weighing('4')).toMatchObject({ running: 8, instances: 2 });
    expect(weighing('1')).not.toHaveProperty('instances');
  });

  test('keeps what it has where the group counts vCPUs and an instance does not tell its own', () => {
    const of = (more: object) =>
      capacityOfGroup(group('a', 16, { DesiredCapacityType: 'vcpu', Instances: [instance('InService', more)] }));
    expect(of({}).unitsBecause).toMatchObject({ type: 'vcpu', unknown: 1 });
    expect(of({ WeightedCapacity: '8' })).not.toHaveProperty('unitsBecause');
  });

  test('takes a weight that is none for one', () => {
    const Instances = ['', '0', '-3', 'x'].map((WeightedCapacity) => instance('InService', { WeightedCapacity }));
    expect(capacityOfGroup(group('a', 4, { Instances }))).toMatchObject({ running: 4 });
  });

  test("has the group's own limits", () => {
    expect(capacityOfGroup(group('a', 3, { MinSize: 3, MaxSize: 3 }))).toMatchObject({ min: 3, max: 3 });
  });

  test('says that launching is suspended, and then nothing that is not there is in flight', () => {
    const SuspendedProcesses = [{ ProcessName: 'Launch', SuspensionReason: 'User suspended at 2026' }];
    const capacity = capacityOfGroup(group('a', 6, { Instances: [instance('InService')], SuspendedProcesses }));
    expect(capacity).toMatchObject({ inFlight: 0, voidOutBecause: { process: 'Launch' }, voidInBecause: null });
  });

  test('says that terminating is suspended', () => {
    const SuspendedProcesses = [{ ProcessName: 'Terminate' }, { ProcessName: 'AZRebalance' }];
    const capacity = capacityOfGroup(group('a', 2, { SuspendedProcesses }));
    expect(capacity).toMatchObject({
      voidOutBecause: null,
      voidInBecause: { process: 'Terminate', reason: 'no reason told' },
    });
  });

  test('says that nothing can be taken away where every instance is protected', () => {
    const guarded = instance('InService', { ProtectedFromScaleIn: true });
    expect(capacityOfGroup(group('a', 2, { Instances: [guarded, guarded] })).voidInBecause?.says).toContain(
      'protected',
    );
    expect(capacityOfGroup(group('a', 2, { Instances: [guarded, instance('InService')] })).voidInBecause).toBeNull();
    expect(capacityOfGroup(group('a', 0, { Instances: [] })).voidInBecause).toBeNull();
  });

  test('is kept while root volumes are being replaced', () => {
    const Instances = [instance('InService'), instance('ReplacingRootVolume:Wait')];
    expect(capacityOfGroup(group('a', 2, { Instances }))).toMatchObject({ running: 1, inFlight: 1, keepBecause: {} });
  });

  test('of a group that is being deleted is a refusal', () => {
    expect(() => capacityOfGroup(group('a', 2, { Status: 'Delete in progress' }))).toThrow(Refusal);
  });
});

describe('the zones of a group', () => {
  const inZone = (AvailabilityZoneId: string | undefined, more: object = {}, state = 'InService') =>
    instance(state, { AvailabilityZoneId, ...more });

  test('are told of what serves, by weight, and where every instance tells its own', () => {
    const Instances = [
      inZone('use1-az1', { WeightedCapacity: '2' }),
      inZone('use1-az1', { WeightedCapacity: '3' }),
      inZone('use1-az2', { WeightedCapacity: '4' }),
      inZone('use1-az3', {}, 'Pending'),
    ];
    expect(capacityOfGroup(group('a', 9, { Instances })).zones).toEqual({ 'use1-az1': 5, 'use1-az2': 4 });
    const silent = [...Instances, inZone(undefined)];
    expect(capacityOfGroup(group('a', 9, { Instances: silent }))).not.toHaveProperty('zones');
    expect(capacityOfGroup(group('a', 0, { Instances: [] }))).not.toHaveProperty('zones');
  });
});

describe('groups', () => {
  test('come in more pages than they must', async () => {
    const fake = new FakeAutoScaling(Array.from({ length: 25 }, (_, index) => group(`g${index}`)));
    fake.pageSize = 10;
    const target = open(fake);
    const all = await Promise.all([...fake.groups.keys()].map((name) => target.capacity(config(name))));
    expect(all).toHaveLength(25);
    expect(fake.called('DescribeAutoScalingGroups')).toBe(3);
  });

  test('are never asked to honour a cooldown', async () => {
    const fake = new FakeAutoScaling([group('a')]);
    await open(fake).setCapacity(config('a'), { units: 3 }, { leftMs: () => 60_000 });
    expect(fake.calls[0]?.input).toEqual({ AutoScalingGroupName: 'a', DesiredCapacity: 3, HonorCooldown: false });
  });

  test.each([
    ['above the maximum', 11, "the group's own limits"],
    ['below the minimum', 0, "the group's own limits"],
  ])('do not go %s, and say so', async (_, units, says) => {
    const fake = new FakeAutoScaling([group('a')]);
    const outcome = await open(fake).setCapacity(config('a'), { units }, { leftMs: () => 60_000 });
    expect(outcome).toMatchObject({ is: 'refused', because: { says: expect.stringContaining(says) } });
    expect(fake.called('SetDesiredCapacity')).toBe(1);
  });

  test.each(['ScalingActivityInProgressFault', 'ResourceContentionFault'])(
    'busy with %s are asked again, then given up',
    async (name) => {
      const fake = new FakeAutoScaling([group('a')]);
      fake.troubles = [awsError(name, 'busy')];
      expect((await open(fake).setCapacity(config('a'), { units: 3 }, { leftMs: () => 60_000 })).is).toBe('applied');
      fake.troubles = Array.from({ length: 9 }, () => awsError(name, 'busy'));
      expect((await open(fake).setCapacity(config('a'), { units: 4 }, { leftMs: () => 60_000 })).is).toBe('failed');
    },
  );

  test('that are being deleted take no change', async () => {
    const fake = new FakeAutoScaling([group('a', 2, { Status: 'Delete in progress' })]);
    const outcome = await open(fake).setCapacity(config('a'), { units: 3 }, { leftMs: () => 60_000 });
    expect(outcome).toMatchObject({ is: 'refused', because: { says: expect.stringContaining('being deleted') } });
  });
});
