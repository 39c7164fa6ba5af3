import { type App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import type { GrantBy } from '../../lib/deployment/grant-by.ts';
import { inlineCharacters } from '../../lib/deployment/role-room.ts';
import {
  AutoScalingGroupTarget,
  DynamoDbTableShard,
  EcsServiceTarget,
  Headroom,
  type HeadroomProps,
  type ScalingTarget,
} from '../../lib/index.ts';
import { aHeadroom, anApp, env, resources } from './an-app.ts';
import { aGroup, aService, settings } from './scaling/a-target.ts';

const exact = { grantBy: 'name' } as const;
const tagged = { grantBy: 'tag' } as const;

/** The statements of the grants that scaling a target makes. */
function grants(target: ScalingTarget, props: HeadroomProps = exact) {
  const { app, headroom } = aHeadroom(props);
  const service = new Stack(app, 'Service', { env });
  headroom.scale('it', target, settings({ scope: service }));
  return resources(service, 'AWS::IAM::Policy').flatMap(
    ({ Properties }) => (Properties.PolicyDocument as { Statement: unknown[] }).Statement,
  );
}

function manyScaled(count: number, props: HeadroomProps, stackName = 'Shared') {
  const app = anApp();
  const stack = new Stack(app, 'Shared', { env, stackName });
  const headroom = new Headroom(stack, 'Headroom', { ...props, dashboard: false });
  for (let index = 0; index < count; index++) {
    const group = AutoScalingGroupTarget.fromName(
      `checkout-production-web-${String(index).padStart(4, '0')}-of-the-shop`,
    );
    headroom.scale(`web-${index}`, group, settings());
  }
  return { app, stack };
}

/** What IAM would count of a role's inline policies, names as long as CloudFormation makes them. */
function deployedCharacters(stack: Stack, role: string): number {
  const documents = resources(stack).flatMap(({ Type, Properties }) => {
    const mine = JSON.stringify(Properties).includes(role);
    if (Type === 'AWS::IAM::Policy') return mine ? [Properties.PolicyDocument] : [];
    return Type === 'AWS::IAM::Role' && String(Properties.Description).includes('resource-allocator')
      ? [Properties.Policies]
      : [];
  });
  const arn = (id: string) => `arn:aws:dynamodb:eu-central-1:111122223333:table/${stack.stackName}-${id}-ABCDEFGHIJKLM`;
  return JSON.stringify(documents).replace(/\{"Fn::GetAtt":\["(\w+)","Arn"\]\}/g, (_, id) => arn(id)).length;
}

describe('by name', () => {
  it('a group may be set in its desired capacity, and that group alone', () => {
    expect(grants(AutoScalingGroupTarget.fromName('web'))).toEqual([
      {
        Effect: 'Allow',
        Action: 'autoscaling:SetDesiredCapacity',
        Resource: 'arn:aws:autoscaling:eu-central-1:111122223333:autoScalingGroup:*:autoScalingGroupName/web',
      },
    ]);
  });

  it('a service may be read and set in its count, and that service alone', () => {
    expect(grants(EcsServiceTarget.fromNames('shop', 'worker'))).toEqual([
      {
        Effect: 'Allow',
        Action: ['ecs:DescribeServices', 'ecs:UpdateService'],
        Resource: 'arn:aws:ecs:eu-central-1:111122223333:service/shop/worker',
      },
    ]);
  });

  it('a service may be narrowed to its family of task definitions and to no ECS Exec, by what a request names', () => {
    const narrowed = EcsServiceTarget.fromNames('shop', 'worker', { narrowedTo: { family: 'worker' } });
    expect(grants(narrowed)).toMatchObject([
      {
        Action: ['ecs:DescribeServices', 'ecs:UpdateService'],
        Condition: {
          ArnLikeIfExists: { 'ecs:task-definition': 'arn:aws:ecs:eu-central-1:111122223333:task-definition/worker:*' },
          StringEqualsIfExists: { 'ecs:enable-execute-command': 'false' },
        },
      },
    ]);
    expect(() => grants(narrowed, tagged)).toThrow(/^scalables\["it"\]\.narrowedTo: needs a grant by name/);
  });

  it('a service whose template has ECS Exec on keeps it', () => {
    const { app, headroom } = aHeadroom(exact);
    const stack = new Stack(app, 'Service', { env });
    const service = new EcsServiceTarget(aService(stack, { enableExecuteCommand: true }), {
      narrowedTo: { family: 'it' },
    });
    headroom.scale('it', service, settings());
    const policies = JSON.stringify(resources(stack, 'AWS::IAM::Policy'));
    expect(policies).toContain('ArnLikeIfExists');
    expect(policies).not.toContain('ecs:enable-execute-command');
  });

  it('50 scalables fit, 90 do not, and synth says what to do', () => {
    expect(() => manyScaled(50, exact).app.synth()).not.toThrow();
    expect(() => manyScaled(90, exact).app.synth()).toThrow(
      /ResourceAllocator\/Role\/Resource has so many permissions that .* about \d+ characters, and IAM takes 10240 .* give Headroom grantBy: 'tag'/,
    );
  });

  it('what is counted is what IAM counts, a long stack name included, and never less', () => {
    const { app, stack } = manyScaled(40, exact, 'a-stack-whose-name-has-as-many-as-fifty-two-letters-');
    const counted = [...inlineCharacters(app)].find(([{ node }]) => node.path.includes('ResourceAllocator'))?.[1] ?? 0;
    const deployed = deployedCharacters(stack, 'ResourceAllocatorRole');
    expect(counted).toBeGreaterThanOrEqual(deployed - 100);
    expect(counted).toBeLessThan(deployed * 1.1);
  });
});

describe('every role that grows', () => {
  const longest = 'a-stack-whose-name-has-as-many-as-fifty-two-letters-';
  const most = (app: App) => Math.max(...inlineCharacters(app).values());

  it('has room for 45 purges by name, and by tag for as many as there are', () => {
    const purging = (count: number, grantBy: GrantBy) => {
      const app = anApp();
      const stack = new Stack(app, 'Shared', { env, stackName: longest });
      const headroom = new Headroom(stack, 'Headroom', { grantBy, dashboard: false });
      for (let index = 0; index < count; index++) {
        const distribution = new Distribution(stack, `Site${index}`, {
          defaultBehavior: { origin: new HttpOrigin('origin.example.com') },
        });
        headroom.purge(`site-${index}`, { distribution });
      }
      return app;
    };
    expect(() => purging(45, 'name').synth()).not.toThrow();
    expect(() => purging(150, 'name').synth()).toThrow(/CdnPurger\/Role\/Resource has so many permissions/);
    const tagged = purging(120, 'tag');
    expect(() => tagged.synth()).not.toThrow();
    expect(most(tagged)).toBeLessThan(10_240);
  });

  it('has room for 15 keyspaces', () => {
    const app = anApp();
    const shared = new Stack(app, 'Shared', { env, stackName: longest });
    const headroom = new Headroom(shared, 'Headroom', { dashboard: false });
    headroom.grantOperate(new Role(shared, 'OnCall', { assumedBy: new AccountRootPrincipal() }));
    const key = (name: string) => ({ name, type: AttributeType.STRING });
    for (let index = 0; index < 15; index++) {
      const scope = new Stack(app, `Keyspace${index}`, { env });
      const table = (id: string) => new Table(scope, id, { partitionKey: key('pk'), sortKey: key('sk') });
      const shards = { a: new DynamoDbTableShard(table('A')), b: new DynamoDbTableShard(table('B')) };
      headroom.shard(`orders-of-the-shop-${index}`, { scope, shards });
    }
    expect(() => app.synth()).not.toThrow();
    expect(most(app)).toBeLessThan(10_240);
  });
});

describe('by tag', () => {
  it('needs no grant for each, and takes any number', () => {
    expect(grants(AutoScalingGroupTarget.fromName('web'), tagged)).toEqual([]);
    expect(() => manyScaled(120, tagged).app.synth()).not.toThrow();
  });

  it('allows to scale what carries the tag of this deployment', () => {
    const { stack, headroom } = aHeadroom(tagged);
    headroom.scale('web', AutoScalingGroupTarget.fromName('web'), settings());
    headroom.scale('worker', EcsServiceTarget.fromNames('shop', 'worker'), settings());
    for (const action of ['autoscaling:SetDesiredCapacity', 'ecs:UpdateService']) {
      const statements = resources(stack, 'AWS::IAM::Policy').flatMap(
        ({ Properties }) =>
          (Properties.PolicyDocument as { Statement: { Action: unknown; Condition?: unknown }[] }).Statement,
      );
      const [statement, ...others] = statements.filter(({ Action }) => JSON.stringify(Action).includes(action));
      expect(others).toEqual([]);
      expect(statement?.Condition).toEqual({ StringEquals: { 'aws:ResourceTag/headroom-deployment': 'headroom' } });
    }
  });

  it('tags the group, not its instances, and the service', () => {
    const { app, headroom } = aHeadroom(tagged);
    const groups = new Stack(app, 'Groups', { env });
    const services = new Stack(app, 'Services', { env });
    headroom.scale('web', new AutoScalingGroupTarget(aGroup(groups)), settings());
    headroom.scale('worker', new EcsServiceTarget(aService(services)), settings());
    const tag = { Key: 'headroom-deployment', Value: 'headroom' };
    Template.fromStack(groups).hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      Tags: [{ ...tag, PropagateAtLaunch: false }],
    });
    Template.fromStack(services).hasResourceProperties('AWS::ECS::Service', { Tags: [tag] });
  });
});
