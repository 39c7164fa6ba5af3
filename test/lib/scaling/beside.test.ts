import { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { type AutoScalingGroupProps, Schedule, UpdatePolicy } from 'aws-cdk-lib/aws-autoscaling';
import { describe, expect, it } from 'vitest';
import {
  AuroraCapacityTarget,
  AuroraReadersTarget,
  AutoScalingGroupTarget,
  DynamoDbThroughputTarget,
  EcsServiceTarget,
  ElastiCacheReplicasTarget,
  type HeadroomProps,
  LambdaConcurrencyTarget,
  type ScaleProps,
  type ScalingTarget,
} from '../../../lib/index.ts';
import { aHeadroom, env, resources } from '../an-app.ts';
import { aGroup, aService, settings } from './a-target.ts';

const morning: ScaleProps['policies'] = [
  { kind: 'schedule', timeZone: 'UTC', windows: [{ from: '07:00', to: '21:00', floor: 3 }] },
];
const beside = (over: Partial<ScaleProps> = {}) =>
  settings({ mode: 'on', beside: 'native', readings: {}, policies: morning, ...over });

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: object;
}

/** The statements of the policies whose name begins so. */
function grants(target: ScalingTarget, of: 'scales' | 'gives-back', props: HeadroomProps = { grantBy: 'name' }) {
  const { app, headroom } = aHeadroom(props);
  const service = new Stack(app, 'Service', { env });
  headroom.scale('it', target, beside({ scope: service }));
  return resources(service, 'AWS::IAM::Policy')
    .filter(({ Properties }) => String(Properties.PolicyName).includes(`-${of}`))
    .flatMap(({ Properties }) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement);
}

const group = AutoScalingGroupTarget.fromName('web');
const arn = 'arn:aws:autoscaling:eu-central-1:111122223333:autoScalingGroup:*:autoScalingGroupName/web';
const registering = (namespace: string, dimension: string) => ({
  StringEquals: {
    'application-autoscaling:service-namespace': namespace,
    'application-autoscaling:scalable-dimension': dimension,
  },
});

describe('beside policies of AWS', () => {
  it.each(['scales', 'gives-back'] as const)('a group may be given a minimum and nothing else by what %s', (of) => {
    const statements = grants(group, of);
    expect(JSON.stringify(statements)).not.toContain('SetDesiredCapacity');
    expect(statements).toContainEqual({
      Effect: 'Allow',
      Action: 'autoscaling:UpdateAutoScalingGroup',
      Resource: arn,
      Condition: {
        Null: {
          'autoscaling:LaunchConfigurationName': 'true',
          'autoscaling:MaxSize': 'true',
          'autoscaling:MinSize': 'false',
          'autoscaling:VPCZoneIdentifiers': 'true',
        },
        BoolIfExists: { 'autoscaling:LaunchTemplateVersionSpecified': 'false' },
      },
    });
  });

  it.each([
    [EcsServiceTarget.fromNames('shop', 'worker'), 'ecs', 'ecs:service:DesiredCount', 'ecs:UpdateService'],
    [
      DynamoDbThroughputTarget.fromName('orders', { throughput: 'ReadCapacityUnits', indexName: 'by-day' }),
      'dynamodb',
      'dynamodb:index:ReadCapacityUnits',
      'dynamodb:UpdateTable',
    ],
    [
      LambdaConcurrencyTarget.fromNames('pay', 'live'),
      'lambda',
      'lambda:function:ProvisionedConcurrency',
      'lambda:PutProvisionedConcurrencyConfig',
    ],
    [
      new ElastiCacheReplicasTarget({ replicationGroupId: 'sessions' }),
      'elasticache',
      'elasticache:replication-group:Replicas',
      'elasticache:IncreaseReplicaCount',
    ],
    [
      new AuroraReadersTarget({ dbClusterIdentifier: 'orders' }),
      'rds',
      'rds:cluster:ReadReplicaCount',
      'rds:CreateDBInstance',
    ],
  ] as const)(
    'what Application Auto Scaling scales is registered, and changed by AWS alone: %#',
    (target, namespace, dimension, change) => {
      for (const of of ['scales', 'gives-back'] as const) {
        const statements = grants(target, of);
        const naming = (action: string) =>
          statements.filter(({ Action }) => [Action].flat().some((one) => String(one) === action));
        expect(naming('application-autoscaling:RegisterScalableTarget').map(({ Condition }) => Condition)).toEqual([
          registering(namespace, dimension),
        ]);
        expect(naming('application-autoscaling:DeregisterScalableTarget')).toEqual([]);
        expect(naming(change)).toHaveLength(1);
        expect(naming(change)[0]?.Condition).toMatchObject({ Bool: { 'aws:ViaAWSService': 'true' } });
      }
    },
  );

  it('keeps what narrows a service, and goes by no tag', () => {
    const narrowed = EcsServiceTarget.fromNames('shop', 'worker', { narrowedTo: { family: 'worker' } });
    const [change] = grants(narrowed, 'scales').filter(({ Action }) => Action === 'ecs:UpdateService');
    expect(change?.Condition).toMatchObject({
      ArnLikeIfExists: { 'ecs:task-definition': expect.stringContaining('worker') },
      Bool: { 'aws:ViaAWSService': 'true' },
    });
    expect(() => grants(group, 'scales', { grantBy: 'tag' })).toThrow(
      /^scalables\["it"\]\.beside: needs a grant by name/,
    );
  });

  it('is refused of what AWS has no policies for, with what it has some for', () => {
    const target = new AuroraCapacityTarget({ dbClusterIdentifier: 'orders' }, { limit: 'MinCapacity' });
    expect(() => grants(target, 'scales')).toThrow(/beside: AWS scales no targets of the kind aurora-capacity/);
  });
});

describe('synth beside policies of AWS', () => {
  function withGroup(props: Partial<AutoScalingGroupProps> = {}, isScaled = true) {
    const { app, stack, headroom } = aHeadroom();
    const service = new Stack(app, 'Service', { env });
    const made = aGroup(service, props);
    if (isScaled) made.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 50 });
    headroom.scale('web', new AutoScalingGroupTarget(made), beside());
    return { app, stack, service, made };
  }
  const rolling = { updatePolicy: UpdatePolicy.rollingUpdate() };

  it('passes, and warns of nothing, where the group has a policy', () => {
    const { app, service } = withGroup(rolling);
    expect(() => app.synth()).not.toThrow();
    Annotations.fromStack(service).hasNoWarning('*', Match.stringLikeRegexp('nobody reacts|would fight'));
  });

  it('warns where nothing of the app scales it', () => {
    const { app, service } = withGroup(rolling, false);
    app.synth();
    Annotations.fromStack(service).hasWarning('*', Match.stringLikeRegexp('nobody reacts to its load'));
  });

  it('fails where a deploy would reset the minimum, or a schedule sets it too', () => {
    const reset = withGroup({ ignoreUnmodifiedSizeProperties: false });
    expect(() => reset.app.synth()).toThrow(/Service\/Group\/ASG has its minimum reset by every deploy/);
    const scheduled = withGroup(rolling);
    scheduled.made.scaleOnSchedule('Morning', { schedule: Schedule.cron({ hour: '7' }), minCapacity: 3 });
    expect(() => scheduled.app.synth()).toThrow(/ScheduledActionMorning.* sets the minimum of Service\/Group\/ASG too/);
  });

  it('of a service passes with its scaling, which is a rival otherwise', () => {
    const { app, headroom } = aHeadroom();
    const service = aService(new Stack(app, 'Service', { env }));
    service.autoScaleTaskCount({ maxCapacity: 9 }).scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 50 });
    headroom.scale('worker', new EcsServiceTarget(service), beside());
    expect(() => app.synth()).not.toThrow();
  });
});
