import { type App, CfnResource, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { AutoScalingGroupTarget, EcsServiceTarget, Headroom } from '../../lib/index.ts';
import { aHeadroom, anApp, env } from './an-app.ts';
import { aGroup, aService, settings } from './scaling/a-target.ts';

const named = (name: string) => AutoScalingGroupTarget.fromName(name);

describe('what only a deploy, or CDK, would find is told by synth in words of ours, with the name', () => {
  it('bounds outside those of the group', () => {
    const warned = (bounds: { min: number; max: number }) => {
      const { stack, headroom } = aHeadroom();
      headroom.scale('checkout/web', new AutoScalingGroupTarget(aGroup(stack, { minCapacity: 2, maxCapacity: 24 })), {
        ...settings(),
        bounds,
      });
      return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('checkout/web'));
    };
    expect(warned({ min: 2, max: 24 })).toEqual([]);
    for (const bounds of [
      { min: 1, max: 24 },
      { min: 2, max: 60 },
    ]) {
      const [{ entry } = { entry: { data: '' } }] = warned(bounds);
      expect(String(entry.data)).toContain(
        `"checkout/web" is to have ${bounds.min} to ${bounds.max} units, and Shared/Group takes 2 to 24, which wins`,
      );
    }
  });

  it('two deployments of one name, in one stack or two', () => {
    const both = (stacks: (app: App) => readonly [Stack, Stack], deploymentName = 'headroom') => {
      const app = anApp();
      const [one, other] = stacks(app);
      new Headroom(one, 'A');
      new Headroom(other, 'B', { deploymentName });
      return { other, synth: () => app.synth() };
    };
    const together = (app: App) => [new Stack(app, 'S', { env }), new Stack(app, 'T', { env })] as const;
    const says = '"headroom", and so would their functions, alarms and exports be; give one of them a deploymentName';
    expect(
      both((app) => {
        const stack = new Stack(app, 'S', { env });
        return [stack, stack];
      }).synth,
    ).toThrow(says);
    expect(both(together).synth).toThrow(`S/A and T/B are both called ${says}`);
    expect(both(together, 'ops').synth).not.toThrow();
    expect(
      both((app) => [new Stack(app, 'S', { env }), new Stack(app, 'T', { env: { ...env, region: 'us-east-1' } })])
        .synth,
    ).not.toThrow();
    const open = both((app) => [new Stack(app, 'S'), new Stack(app, 'T')]);
    expect(open.synth).not.toThrow();
    expect(Annotations.fromStack(open.other).findWarning('*', Match.stringLikeRegexp('both called'))).toHaveLength(1);
  });

  it('a scalable of which there is one already', () => {
    const { app, stack, headroom } = aHeadroom();
    headroom.scale('checkout/web', named('a'), settings());
    expect(() => headroom.scale('checkout/web', named('b'), settings())).toThrow(
      'scalables["checkout/web"]: there is a scalable of this name already (Shared/Headroom/headroom--checkout--web)',
    );
    headroom.scale('checkout/web', new EcsServiceTarget(aService(stack)), settings());
    expect(() => app.synth()).toThrow('is called "checkout/web" too; give one of them another name');
  });

  it('a target in a stack of which one does not know where it will be', () => {
    const { app, headroom } = aHeadroom();
    const open = new Stack(app, 'Open');
    const placed = new Stack(app, 'Placed', { env });
    const groups = new Map([open, placed].map((stack) => [stack, new AutoScalingGroupTarget(aGroup(stack))]));
    const scale = (of: Headroom, stack: Stack) => () => {
      const target = groups.get(stack);
      if (target !== undefined) of.scale('checkout/web', target, settings());
    };
    expect(scale(headroom, open)).toThrow(
      'scalables["checkout/web"].account: Open says no account, and Shared is in 111122223333; give both stacks the same env',
    );
    const elsewhere = new Headroom(new Stack(app, 'Silent'), 'Headroom', { deploymentName: 'silent' });
    expect(scale(elsewhere, placed)).toThrow('Silent says no account, and Placed is in 111122223333');
    expect(scale(headroom, placed)).not.toThrow();
  });

  it.each([
    [
      'a group',
      (stack: Stack) => aGroup(stack),
      'Shared/Group is not a target; give new AutoScalingGroupTarget(group)',
    ],
    [
      'a service',
      (stack: Stack) => aService(stack),
      'Shared/Service is not a target; give new EcsServiceTarget(service)',
    ],
    [
      'a resource',
      (stack: Stack) => new CfnResource(stack, 'R', { type: 'AWS::Lambda::Alias' }),
      'LambdaConcurrencyTarget(alias)',
    ],
    ['a name', () => 'web', '"web" is not a target; give a target, e.g. new AutoScalingGroupTarget(group)'],
    ['nothing', () => undefined, 'nothing is not a target; give a target'],
  ])('%s in place of a target', (_, make, says) => {
    const { stack, headroom } = aHeadroom();
    const bare = make(stack) as never;
    const scale = () => headroom.scale('checkout/web', bare, settings());
    expect(scale).toThrow('scalables["checkout/web"].target: ');
    expect(scale).toThrow(says);
  });

  it('and every fault of a scalable, in an app with thirty of them', () => {
    const { headroom } = aHeadroom();
    expect(() => headroom.scale('checkout/web', named('a'), settings({ bounds: { min: 30, max: 24 } }))).toThrow(
      'scalables["checkout/web"].bounds: min 30 is above max 24',
    );
  });
});
