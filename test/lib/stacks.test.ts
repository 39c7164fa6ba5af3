import { Stack } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { AutoScalingGroupTarget, Headroom } from '../../lib/index.ts';
import { aHeadroom, anApp, env, resources } from './an-app.ts';
import { aGroup, settings } from './scaling/a-target.ts';

const made = ['AWS::CloudWatch::Alarm', 'AWS::IAM::Policy', 'Custom::HeadroomScalable'];
const types = (stack: Stack) => resources(stack).map(({ Type }) => Type);

describe('the service in one stack and Headroom in another', () => {
  it('makes alarm, grant, config and graph with the service, which depends on Headroom', () => {
    const { app, stack, headroom } = aHeadroom();
    const service = new Stack(app, 'Service', { env });
    headroom.scale('checkout/web', new AutoScalingGroupTarget(aGroup(service)), settings());
    app.synth();
    expect(service.dependencies).toContain(stack);
    expect(stack.dependencies).not.toContain(service);
    expect(types(service)).toEqual(expect.arrayContaining([...made, 'AWS::CloudWatch::Dashboard']));
    expect(types(stack)).not.toContain('Custom::HeadroomScalable');
  });

  it('makes them with Headroom where that is the scope, and Headroom depends on the service', () => {
    const app = anApp();
    const service = new Stack(app, 'Service', { env });
    const group = aGroup(service);
    const shared = new Stack(app, 'Shared', { env });
    const headroom = new Headroom(shared, 'Headroom', { alarmActions: [new SnsAction(new Topic(service, 'OnCall'))] });
    headroom.scale('checkout/web', new AutoScalingGroupTarget(group), settings({ scope: shared }));
    app.synth();
    expect(shared.dependencies).toContain(service);
    expect(service.dependencies).not.toContain(shared);
    expect(types(service)).not.toContain('Custom::HeadroomScalable');
    expect(types(shared)).toEqual(expect.arrayContaining(made));
  });

  it('draws one dashboard for all scalables of a stack, none where Headroom has none', () => {
    const dashboards = (dashboard: boolean) => {
      const { app, headroom } = aHeadroom({ dashboard });
      const service = new Stack(app, 'Service', { env });
      for (const name of ['a', 'b'])
        headroom.scale(name, AutoScalingGroupTarget.fromName(name), settings({ scope: service }));
      return types(service).filter((type) => type === 'AWS::CloudWatch::Dashboard').length;
    };
    expect(dashboards(true)).toBe(1);
    expect(dashboards(false)).toBe(0);
  });
});

it('everything in one stack synthesises', () => {
  const { app, stack, headroom } = aHeadroom();
  headroom.scale('checkout/web', new AutoScalingGroupTarget(aGroup(stack)), settings());
  expect(() => app.synth()).not.toThrow();
  expect(types(stack).filter((type) => type === 'AWS::CloudWatch::Dashboard')).toHaveLength(1);
});

it('two deployments live in one account', () => {
  const { app } = aHeadroom();
  new Headroom(new Stack(app, 'Other', { env }), 'Headroom', { deploymentName: 'other' });
  expect(() => app.synth()).not.toThrow();
});
