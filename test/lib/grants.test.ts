import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { AutoScalingGroupTarget, EcsServiceTarget, type HeadroomProps, type ScalingTarget } from '../../lib/index.ts';
import { aHeadroom, env, resources } from './an-app.ts';
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

function manyScaled(count: number, props: HeadroomProps) {
  const { app, headroom } = aHeadroom(props);
  for (let index = 0; index < count; index++) {
    const group = AutoScalingGroupTarget.fromName(
      `checkout-production-web-${String(index).padStart(4, '0')}-of-the-shop`,
    );
    headroom.scale(`web-${index}`, group, settings());
  }
  return app;
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

  it('30 scalables fit, 45 do not, and synth says what to do', () => {
    expect(() => manyScaled(30, exact).synth()).not.toThrow();
    expect(() => manyScaled(45, exact).synth()).toThrow(
      /\[Shared\/Headroom\] the exact grants of 45 scalables take about \d+ characters, and IAM takes 10240 .* give Headroom grantBy: 'tag'/,
    );
  });

  it('what is counted is not less than what IAM counts', () => {
    const { app, stack, headroom } = aHeadroom();
    const group = aGroup(new Stack(app, 'Service', { env }));
    headroom.scale('web', new AutoScalingGroupTarget(group), settings({ scope: stack }));
    const own = resources(stack, 'AWS::IAM::Policy').filter(({ Properties }) =>
      JSON.stringify(Properties.Roles).includes('ResourceAllocator'),
    );
    const { Policies } =
      resources(stack, 'AWS::IAM::Role').find(({ Properties }) =>
        JSON.stringify(Properties).includes('resource-allocator'),
      )?.Properties ?? {};
    const documents = own
      .filter(({ Properties }) => !String(Properties.PolicyName).includes('MayScale'))
      .map(({ Properties }) => Properties.PolicyDocument);
    const arn = 'arn:aws:dynamodb:eu-central-1:111122223333:table/Shared-$1-ABCDEFGHIJKLM';
    const deployed = JSON.stringify([...documents, Policies]).replace(/\{"Fn::GetAtt":\["(\w+)","Arn"\]\}/g, arn);
    expect(deployed.length).toBeLessThan(2_150);
  });
});

describe('by tag', () => {
  it('needs no grant for each, and takes any number', () => {
    expect(grants(AutoScalingGroupTarget.fromName('web'), tagged)).toEqual([]);
    expect(() => manyScaled(60, tagged).synth()).not.toThrow();
  });

  it('allows to scale what carries the tag of this deployment', () => {
    const { stack } = aHeadroom(tagged);
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
