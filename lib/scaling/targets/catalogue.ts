import type { TargetConfig, targetKinds } from '../../../core/scaling/config/target-kinds.ts';
import { AutoScalingGroupTarget } from './auto-scaling-group/auto-scaling-group.ts';
import { EcsServiceTarget } from './ecs-service/ecs-service.ts';
import type { ScalingTarget } from './scaling-target.ts';

type Kind = keyof typeof targetKinds;

/** Every kind of target, made from a config that names it. */
const targets: { readonly [K in Kind]: (config: TargetConfig<K>) => ScalingTarget } = {
  'auto-scaling-group': ({ autoScalingGroupName }) => AutoScalingGroupTarget.fromName(autoScalingGroupName),
  'ecs-service': ({ cluster, serviceName }) => EcsServiceTarget.fromNames(cluster, serviceName),
};

/** The target that a config names, known by its names alone. */
export function targetNamed<K extends Kind>(config: TargetConfig<K>): ScalingTarget {
  return targets[config.kind as K](config);
}
