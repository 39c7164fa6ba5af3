import { Stack } from 'aws-cdk-lib';
import type { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { describe, expect, it } from 'vitest';
import { AutoScalingGroupTarget, EcsServiceTarget } from '../../../lib/index.ts';
import { aHeadroom, env, resources } from '../an-app.ts';
import { aGroup, settings } from './a-target.ts';

const balancer = 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/web/1';

function heard(stack: Stack) {
  const rules = resources(stack, 'AWS::Events::Rule').map(({ Properties }) => JSON.stringify(Properties));
  const policies = resources(stack, 'AWS::IAM::Policy').map(({ Properties }) => JSON.stringify(Properties));
  return {
    rules: rules.filter((rule) => rule.includes('aws.arc-zonal-shift')).length,
    reads: policies.filter((policy) => policy.includes('arc-zonal-shift:ListManagedResources')).length,
  };
}

describe('zonal shifts', () => {
  it('are heard and read once, for however many are shifted', () => {
    const { app, headroom } = aHeadroom();
    const stack = new Stack(app, 'Services', { env });
    for (const name of ['web', 'api']) {
      const target = EcsServiceTarget.fromNames('shop', name);
      const scalable = headroom.scale(`checkout/${name}`, target, {
        ...settings({ shiftedBy: balancer }),
        scope: stack,
      });
      expect(scalable.config.shiftedBy).toBe(balancer);
    }
    expect(heard(Stack.of(headroom))).toEqual({ rules: 1, reads: 1 });
  });

  it('are no concern of who is shifted by nobody', () => {
    const { app, headroom } = aHeadroom();
    const stack = new Stack(app, 'Services', { env });
    const { config } = headroom.scale('checkout/web', new AutoScalingGroupTarget(aGroup(stack)), settings());
    expect(config.shiftedBy).toBeNull();
    expect(heard(Stack.of(headroom))).toEqual({ rules: 0, reads: 0 });
  });

  it('are of a group itself where the app turns that on', () => {
    const { app, headroom } = aHeadroom();
    const stack = new Stack(app, 'Services', { env });
    const group = aGroup(stack);
    const made = group.node.findChild('ASG') as CfnAutoScalingGroup;
    made.availabilityZoneImpairmentPolicy = {
      zonalShiftEnabled: true,
      impairedZoneHealthCheckBehavior: 'IgnoreUnhealthy',
    };
    expect(headroom.scale('checkout/web', new AutoScalingGroupTarget(group), settings()).config.shiftedBy).toBe(
      'itself',
    );
  });
});
