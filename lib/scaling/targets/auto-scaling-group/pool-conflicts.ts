import { Stack } from 'aws-cdk-lib';
import type { CfnAutoScalingGroup, CfnLifecycleHook, CfnWarmPool } from 'aws-cdk-lib/aws-autoscaling';
import type { IConstruct } from 'constructs';
import { isNamed } from '../../../deployment/known-name.ts';
import { resourcesOfType } from '../../../deployment/resources-named.ts';

/** A group of an app whose pool Headroom is to keep. */
interface KnownGroup {
  readonly app: IConstruct;
  readonly group: CfnAutoScalingGroup;
  readonly name: string;
}

/** Pools of the app that do not take back what is scaled in. */
export function poolsWithoutReuse({ app, group, name }: KnownGroup): readonly string[] {
  return resourcesOfType<CfnWarmPool>(app, 'AWS::AutoScaling::WarmPool')
    .filter((pool) => isNamed(pool.autoScalingGroupName, group, name, pool) && !reuses(pool))
    .map(
      ({ node: { path } }) =>
        `${path} has reuseOnScaleIn off, so that each step down would end an instance that runs and launch another; give it reuseOnScaleIn: true`,
    );
}

/** That nothing tells when an instance is ready: it may be stopped before it is. */
export function withoutHook({ app, group, name }: KnownGroup): readonly string[] {
  const apart = resourcesOfType<CfnLifecycleHook>(app, 'AWS::AutoScaling::LifecycleHook').some(
    (hook) => hook.lifecycleTransition === launching && isNamed(hook.autoScalingGroupName, group, name, hook),
  );
  if (apart || JSON.stringify(Stack.of(group).resolve(group.lifecycleHookSpecificationList) ?? []).includes(launching))
    return [];
  return [
    `${group.node.path} has no launch lifecycle hook, so that an instance of its warm pool may be stopped before it is ready; add one, or write readyBy: 'image' where its image needs no start of its own`,
  ];
}

const launching = 'autoscaling:EC2_INSTANCE_LAUNCHING';

function reuses(pool: CfnWarmPool): boolean {
  return (
    JSON.stringify(Stack.of(pool).resolve(pool.instanceReusePolicy))?.toLowerCase().includes('"reuseonscalein":true') ??
    false
  );
}
