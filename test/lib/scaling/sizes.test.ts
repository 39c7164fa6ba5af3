import { Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import {
  AuroraReadersTarget,
  AutoScalingGroupTarget,
  EcsServiceTarget,
  LambdaConcurrencyTarget,
  type ScaleProps,
  type ScalingTarget,
} from '../../../lib/index.ts';
import { aHeadroom, env, resources } from '../an-app.ts';
import { aGroup, aService, settings } from './a-target.ts';

const ofGroup = {
  configured: 't4g.small',
  ladder: [
    { size: 't4g.small', serves: 1, usdPerHour: 0.0168 },
    { size: 't4g.medium', serves: 2, usdPerHour: 0.0336 },
  ],
  windows: [{ from: '02:00', to: '05:00' }],
} as const;
const ofTasks = {
  configured: '256/512',
  ladder: [
    { size: '256/512', serves: 1 },
    { size: '512/1024', serves: 2 },
  ],
  windows: [{ from: '02:00', to: '05:00' }],
} as const;

const windows = [{ from: '02:00', to: '05:00' }];
const ofMemory = {
  ...{ configured: '512', windows },
  ladder: [
    { size: '512', serves: 2 },
    { size: '1024', serves: 4.6 },
  ],
};
const ofClasses = {
  ...{ configured: 'db.r7g.large', windows },
  ladder: [
    { size: 'db.r7g.large', serves: 1, usdPerHour: 0.276 },
    { size: 'db.r7g.xlarge', serves: 2, usdPerHour: 0.553 },
  ],
};
const anAlias = () => LambdaConcurrencyTarget.fromNames('resize', 'live');
const aCluster = () =>
  new AuroraReadersTarget({ dbClusterIdentifier: 'orders' }, { sizedAs: { instanceIdentifiers: ['orders-1'] } });

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

function scaled(make: (stack: Stack) => ScalingTarget, sizes: unknown, props: Parameters<typeof aHeadroom>[0] = {}) {
  const { app, stack, headroom } = aHeadroom(props);
  const service = new Stack(app, 'Service', { env });
  headroom.scale('checkout/web', make(service), settings({ mode: 'on', sizes: sizes as ScaleProps['sizes'] }));
  const statements = (of: Stack) =>
    resources(of, 'AWS::IAM::Policy').flatMap(
      ({ Properties }) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement,
    );
  // What is known by name alone is granted beside Headroom.
  const granted = (action: string) =>
    [...statements(service), ...statements(stack)].filter(({ Action }) => [Action].flat().includes(action));
  return { granted, reads: JSON.stringify(statements(stack)) };
}

const aGroupTarget = (stack: Stack) => new AutoScalingGroupTarget(aGroup(stack));
const aServiceTarget = (stack: Stack) =>
  new EcsServiceTarget(aService(stack, { circuitBreaker: { enable: true, rollback: true } }));

describe('a scalable whose units may change their size', () => {
  it('grants the next version of exactly this launch template, and instances of that alone', () => {
    const { granted, reads } = scaled(aGroupTarget, { ...ofGroup, change: 'on' });
    expect(JSON.stringify(granted('autoscaling:StartInstanceRefresh')[0]?.Resource)).toContain('autoScalingGroupName/');
    const [template] = granted('ec2:CreateLaunchTemplateVersion');
    expect(JSON.stringify(template?.Resource)).toMatch(/launch-template.*LaunchTemplate/);
    const [runs] = granted('ec2:RunInstances');
    expect(JSON.stringify(runs?.Condition)).toMatch(/ec2:LaunchTemplate.*launch-template.*LaunchTemplate/);
    for (const one of ['autoscaling:DescribeInstanceRefreshes', 'ec2:DescribeLaunchTemplateVersions'])
      expect(reads).toContain(one);
  });

  it('grants the next revision of exactly this family, and hands on exactly the roles of its tasks', () => {
    const { granted, reads } = scaled(aServiceTarget, { ...ofTasks, change: 'on' });
    expect(JSON.stringify(granted('ecs:RegisterTaskDefinition')[0]?.Resource)).toContain('ServiceTask');
    const passed = granted('iam:PassRole');
    expect(passed.length).toBeGreaterThan(0);
    for (const { Resource, Condition } of passed) {
      expect(JSON.stringify(Resource)).not.toContain('*');
      expect(JSON.stringify(Condition)).toContain('ecs-tasks.amazonaws.com');
    }
    expect(reads).toContain('ecs:DescribeTaskDefinition');
  });

  it('only reads where sizes are recommended', () => {
    for (const [make, sizes] of [
      [aGroupTarget, ofGroup],
      [aServiceTarget, ofTasks],
    ] as const) {
      const { granted } = scaled(make, sizes);
      for (const action of [
        'autoscaling:StartInstanceRefresh',
        'ec2:RunInstances',
        'ecs:RegisterTaskDefinition',
        'iam:PassRole',
      ])
        expect(granted(action)).toEqual([]);
    }
  });

  it('says what is missing where the parts of a target are not known, and where grants go by tag', () => {
    const named = () => AutoScalingGroupTarget.fromName('web');
    expect(() => scaled(named, { ...ofGroup, change: 'on' })).toThrow(/launchTemplateId and instanceRoleArn/);
    expect(() => scaled(() => EcsServiceTarget.fromNames('shop', 'web'), { ...ofTasks, change: 'on' })).toThrow(
      /sizedAs/,
    );
    expect(() => scaled(aGroupTarget, { ...ofGroup, change: 'on' }, { grantBy: 'tag' })).toThrow(/grantBy/);
    const known = () =>
      AutoScalingGroupTarget.fromName('web', {
        launchTemplateId: 'lt-1',
        instanceRoleArn: 'arn:aws:iam::111122223333:role/web',
      });
    expect(scaled(known, { ...ofGroup, change: 'on' }).reads).toContain('arn:aws:iam::111122223333:role/web');
  });

  it('grants another version of exactly this function, and to move its alias', () => {
    const { granted } = scaled(anAlias, { ...ofMemory, change: 'on' });
    for (const action of ['lambda:UpdateFunctionConfiguration', 'lambda:PublishVersion', 'lambda:UpdateAlias']) {
      const [only, ...others] = granted(action);
      expect(others).toEqual([]);
      expect(JSON.stringify(only?.Resource)).toMatch(/:function:resize"/);
    }
    expect(scaled(anAlias, ofMemory).granted('lambda:UpdateAlias')).toEqual([]);
    expect(scaled(anAlias, ofMemory).granted('lambda:GetFunctionConfiguration')).not.toEqual([]);
  });

  it('grants the instances of a cluster that are named, those of Application Auto Scaling, and its failover', () => {
    const { granted } = scaled(aCluster, { ...ofClasses, change: 'on' });
    expect(granted('rds:FailoverDBCluster')).not.toEqual([]);
    const resized = JSON.stringify(granted('rds:ModifyDBInstance'));
    expect(resized).toContain(':db:orders-1');
    expect(resized).toContain(':db:application-autoscaling-*');
    expect(scaled(aCluster, ofClasses).granted('rds:ModifyDBInstance')).toEqual([]);
    const nameless = () => new AuroraReadersTarget({ dbClusterIdentifier: 'orders' });
    expect(() => scaled(nameless, { ...ofClasses, change: 'on' })).toThrow(/sizedAs: \{ instanceIdentifiers \}/);
  });
});
