import { Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { AutoScalingGroupTarget, EcsServiceTarget, type GrantBy, Headroom } from '../../lib/index.ts';
import { anApp, env } from './an-app.ts';
import { aGroup, aService, settings } from './scaling/a-target.ts';

/** What cdk-nag finds in Headroom's own stack, which also grants on a group and a service of other stacks. */
function findings(references: string, grantBy: GrantBy): readonly string[] {
  const app = anApp({ '@aws-cdk/core:defaultCrossStackReferences': references });
  const group = aGroup(new Stack(app, 'Groups', { env }));
  const service = aService(new Stack(app, 'Services', { env }));
  const shared = new Stack(app, 'Shared', { env });
  const headroom = new Headroom(shared, 'Headroom', { grantBy });
  headroom.scale('web', new AutoScalingGroupTarget(group), settings({ scope: shared }));
  headroom.scale('worker', new EcsServiceTarget(service), settings({ scope: shared }));
  headroom.scale('named', AutoScalingGroupTarget.fromName('named'), settings());
  const arn = `arn:aws:elasticloadbalancing:${env.region}:${env.account}`;
  const targetGroup = (name: string) => ({
    targetGroup: { targetGroupArn: `${arn}:targetgroup/${name}/6d0ecf831eec9f09` },
  });
  const listenerRuleArn = `${arn}:listener-rule/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee`;
  headroom.balance({ listenerRuleArn }, { name: 'shares', groups: { a: targetGroup('a'), b: targetGroup('b') } });
  app.synth();
  return new AwsSolutionsChecks().validateScope(shared).violations.map(({ ruleName }) => ruleName);
}

describe.each(['strong', 'weak'])('with %s references between stacks', (references) => {
  it.each(['name', 'tag'] as const)('every wildcard of grants by %s is accounted for', (grantBy) => {
    expect(findings(references, grantBy)).toEqual([]);
  });
});

it('what others make is still found', () => {
  const app = anApp();
  const stack = new Stack(app, 'Stack', { env });
  new Headroom(stack, 'Headroom');
  aGroup(stack);
  app.synth();
  const found = new AwsSolutionsChecks().validateScope(stack).violations.map(({ ruleName }) => ruleName);
  expect(found).toContain('AwsSolutions-AS3');
});
