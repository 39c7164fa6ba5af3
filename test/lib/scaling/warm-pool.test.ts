import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { type AutoScalingGroup, LifecycleTransition } from 'aws-cdk-lib/aws-autoscaling';
import { describe, expect, it } from 'vitest';
import { AutoScalingGroupTarget, type ScaleProps } from '../../../lib/index.ts';
import { aHeadroom, env, resources } from '../an-app.ts';
import { aGroup, settings } from './a-target.ts';

const warmPool: ScaleProps['warmPool'] = { leadSeconds: 45 };

/** A group of an app that is scaled with a pool, by a stack of its own. */
function pooled(
  prepare: (group: AutoScalingGroup) => void,
  over: Partial<ScaleProps> = {},
  props: Parameters<typeof aHeadroom>[0] = {},
) {
  const { app, stack, headroom } = aHeadroom(props);
  const service = new Stack(app, 'Service', { env });
  const group = aGroup(service);
  prepare(group);
  headroom.scale('checkout/web', new AutoScalingGroupTarget(group), settings({ mode: 'on', warmPool, ...over }));
  return { app, stack, service };
}

const withHook = (group: AutoScalingGroup) =>
  group.addLifecycleHook('Ready', { lifecycleTransition: LifecycleTransition.INSTANCE_LAUNCHING });
const findings = (prepare: (group: AutoScalingGroup) => void, over: Partial<ScaleProps> = {}) =>
  pooled(prepare, over)
    .app.node.findAll()
    .flatMap((one) => one.node.validate());

describe('a scalable with a warm pool', () => {
  it('grants setting and deleting the pool of exactly this group, and what reads it', () => {
    const { service, stack } = pooled(withHook);
    const statements = (of: Stack) =>
      resources(of, 'AWS::IAM::Policy').flatMap(
        ({ Properties }) =>
          (Properties.PolicyDocument as { Statement: { Action: string | string[]; Resource: unknown }[] }).Statement,
      );
    const sets = statements(service).filter(({ Action }) => JSON.stringify(Action).includes('WarmPool'));
    const both = ['autoscaling:DeleteWarmPool', 'autoscaling:PutWarmPool'];
    const actions = sets.map(({ Action }) => [Action].flat().sort());
    // The one that scales, and the one that puts the pool back once the scalable is gone.
    expect(actions.sort((a, b) => b.length - a.length)).toEqual([[...both, 'autoscaling:SetDesiredCapacity'], both]);
    for (const { Resource } of sets) expect(JSON.stringify(Resource)).toContain('autoScalingGroupName/');
    const reads = JSON.stringify(statements(stack));
    for (const one of ['DescribeWarmPool', 'DescribeLifecycleHooks', 'DescribeInstanceRefreshes'])
      expect(reads).toContain(`autoscaling:${one}`);
  });

  it('turns on the metrics that tell of it', () => {
    const { service } = pooled(withHook);
    const [group] = resources(service, 'AWS::AutoScaling::AutoScalingGroup');
    const collected = (group?.Properties.MetricsCollection ?? []) as { Metrics: string[] }[];
    expect(collected[0]?.Metrics).toEqual(
      expect.arrayContaining(['GroupAndWarmPoolDesiredCapacity', 'WarmPoolWarmedCapacity', 'GroupDesiredCapacity']),
    );
  });

  it('grants and reads nothing of it where there is none', () => {
    const { service, stack } = pooled(withHook, { warmPool: undefined as never });
    expect(JSON.stringify([Template.fromStack(service), Template.fromStack(stack)])).not.toContain('WarmPool');
  });

  it('grants it by tag where grants go by tag', () => {
    const { stack } = pooled(withHook, {}, { grantBy: 'tag' });
    const tagged = JSON.stringify(resources(stack, 'AWS::IAM::Policy').map(({ Properties }) => Properties));
    for (const one of ['PutWarmPool', 'DeleteWarmPool']) expect(tagged.split(`autoscaling:${one}`)).toHaveLength(3);
  });

  it('fails the synth without a launch hook, unless the image needs no start of its own', () => {
    const none = () => {};
    expect(findings(none)).toEqual([expect.stringMatching(/has no launch lifecycle hook.*readyBy: 'image'/)]);
    expect(findings(none, { warmPool: { readyBy: 'image' } })).toEqual([]);
    expect(findings(none, { warmPool: { mode: 'off' } })).toEqual([]);
    expect(findings(withHook)).toEqual([]);
  });

  it('fails the synth beside a pool of the app that does not take back', () => {
    const found = findings((group) => {
      withHook(group);
      group.addWarmPool();
    });
    expect(found).toEqual([expect.stringMatching(/reuseOnScaleIn off.*give it reuseOnScaleIn: true/)]);
    const reusing = findings((group) => {
      withHook(group);
      group.addWarmPool({ reuseOnScaleIn: true });
    });
    expect(reusing).toEqual([]);
  });
});
