import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { describe, expect, test } from 'vitest';
import { autoScalingGroups } from '../../../../../adapters/scaling/targets/auto-scaling-group/auto-scaling-group.ts';
import { groupSweeps } from '../../../../../adapters/scaling/targets/auto-scaling-group/rivals.ts';
import { groupSizes } from '../../../../../adapters/scaling/targets/auto-scaling-group/sizes-on-aws.ts';
import { tell } from '../../../../../core/model/reason.ts';
import { awsError } from '../../../aws-error.ts';
import { FakeAws } from '../../../fake-aws.ts';
import { group, instance } from './fake-auto-scaling.ts';

const config = { kind: 'auto-scaling-group', account: null, region: null, autoScalingGroupName: 'a' } as const;
const term = { leftMs: () => 60_000 };
const change = { from: 'm7g.large', to: 'm7g.xlarge', canaryPercent: 10, watchSeconds: 1800 };
const template = {
  ImageId: 'ami-1',
  InstanceType: 'm7g.large',
  IamInstanceProfile: { Arn: 'arn:aws:iam::111122223333:instance-profile/web' },
  UserData: 'IyEvYmluL3No',
  SecurityGroupIds: ['sg-1'],
  MetadataOptions: { HttpTokens: 'required' },
};

interface Told {
  readonly group?: Partial<AutoScalingGroup>;
  readonly template?: object;
  readonly refresh?: object;
  readonly refuses?: Error;
}

function open({ group: of = {}, template: data = template, refresh, refuses }: Told = {}) {
  const LaunchTemplate = { LaunchTemplateId: 'lt-1', LaunchTemplateName: 'web', Version: '3' };
  const Instances = ['m7g.large', 'm7g.large', 'm7g.xlarge'].map((InstanceType) =>
    instance('InService', { InstanceType }),
  );
  const scaling = new FakeAws<never>({
    DescribeAutoScalingGroups: () => ({ AutoScalingGroups: [group('a', 2, { LaunchTemplate, Instances, ...of })] }),
    DescribeInstanceRefreshes: () => ({ InstanceRefreshes: refresh === undefined ? [] : [refresh] }),
    StartInstanceRefresh: () => {
      if (refuses !== undefined) throw refuses;
      return { InstanceRefreshId: 'r-1' };
    },
  });
  const ec2 = new FakeAws<never>({
    DescribeLaunchTemplateVersions: () => ({
      LaunchTemplateVersions: [{ VersionNumber: 3, LaunchTemplateData: data }],
    }),
    CreateLaunchTemplateVersion: () => ({ LaunchTemplateVersion: { VersionNumber: 4 } }),
  });
  const both = (fake: FakeAws<never>) => ({ reader: () => fake.client, actor: () => fake.client });
  const sizes = groupSizes(both(ec2));
  const world = { clients: both(scaling), account: null, leftMs: () => 5000, random: () => 0 };
  const target = autoScalingGroups(world, groupSweeps(), async () => sizes);
  return { scaling, ec2, target };
}

describe('the size of a group', () => {
  test('is the type of the version that the group has; units are told by their types', async () => {
    const { target, ec2 } = open();
    const told = await target.size?.(config);
    expect(told).toEqual({
      ...{ next: 'm7g.large', serving: { 'm7g.large': 2, 'm7g.xlarge': 1 } },
      ...{ underWay: null, ended: null, zones: 1, fixedBecause: null },
    });
    await target.size?.(config);
    expect(ec2.called('DescribeLaunchTemplateVersions')).toBe(1);
  });

  test('tells a refresh that is under way, and how the last one ended that did not end well', async () => {
    const StartTime = new Date(1000);
    const running = await open({ refresh: { Status: 'InProgress' } }).target.size?.(config);
    expect(running).toMatchObject({ underWay: 'an instance refresh (InProgress)', ended: null });
    const failed = { Status: 'RollbackSuccessful', StatusReason: 'unhealthy', StartTime };
    const told = await open({ refresh: failed }).target.size?.(config);
    expect(told).toMatchObject({ underWay: null, ended: { says: 'RollbackSuccessful: unhealthy', beganAtMs: 1000 } });
    expect(await open({ refresh: { Status: 'Successful' } }).target.size?.(config)).toMatchObject({ ended: null });
  });

  test.each<[string, Told]>([
    ['uses the version $Latest', { group: { LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '$Latest' } } }],
    ['has a mixed instances policy', { group: { MixedInstancesPolicy: {} } }],
    ['the managed node group "n"', { group: { Tags: [{ Key: 'eks:nodegroup-name', Value: 'n' }] } }],
    ['takes its image by a parameter', { template: { ...template, ImageId: 'resolve:ssm:/images/web' } }],
    ['names no instance type', { template: { ImageId: 'ami-1' } }],
    ['the process InstanceRefresh', { group: { SuspendedProcesses: [{ ProcessName: 'InstanceRefresh' }] } }],
  ])('is not changed where the group %s, and says so', async (why, told) => {
    const { target, scaling, ec2 } = open(told);
    const read = await target.size?.(config);
    expect(tell(read?.fixedBecause ?? { says: '' })).toContain(why);
    expect(await target.setSize?.(config, change, term)).toMatchObject({ is: 'refused' });
    expect([scaling.called('StartInstanceRefresh'), ec2.called('CreateLaunchTemplateVersion')]).toEqual([0, 0]);
  });

  test('is changed by a version that differs in its type alone, and a refresh in which capacity never falls', async () => {
    const { target, scaling, ec2 } = open();
    expect(await target.setSize?.(config, change, term)).toEqual({ is: 'applied', because: null });
    expect(ec2.calls.at(-1)?.input).toMatchObject({
      ...{ LaunchTemplateId: 'lt-1', SourceVersion: '3' },
      LaunchTemplateData: { ...template, InstanceType: 'm7g.xlarge' },
    });
    expect(scaling.calls.at(-1)?.input).toEqual({
      ...{ AutoScalingGroupName: 'a', Strategy: 'Rolling' },
      DesiredConfiguration: { LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '4' } },
      Preferences: {
        ...{ MinHealthyPercentage: 100, MaxHealthyPercentage: 110, SkipMatching: true, AutoRollback: true },
        ...{ CheckpointPercentages: [10, 100], CheckpointDelay: 1800 },
      },
    });
  });

  test('is left as it is while a refresh is under way, and is there already where the group has it', async () => {
    const { target, ec2 } = open({ refresh: { Status: 'Baking' } });
    expect(await target.setSize?.(config, change, term)).toMatchObject({ is: 'refused' });
    expect(ec2.called('CreateLaunchTemplateVersion')).toBe(0);
    const done = open({ template: { ...template, InstanceType: 'm7g.xlarge' } });
    expect(await done.target.setSize?.(config, change, term)).toEqual({ is: 'applied', because: null });
    expect(done.scaling.called('StartInstanceRefresh')).toBe(0);
  });

  test('that AWS does not accept is refused by its own answer', async () => {
    const refuses = awsError('ValidationError', 'MaxHealthyPercentage is not possible here');
    const outcome = await open({ refuses }).target.setSize?.(config, change, term);
    expect(outcome?.is).toBe('refused');
    expect(tell(outcome?.because ?? { says: '' })).toContain('MaxHealthyPercentage is not possible here');
  });
});
