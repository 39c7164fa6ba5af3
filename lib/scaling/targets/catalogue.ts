import type { TargetConfig, TargetKind } from '../../../core/scaling/config/target-kinds.ts';
import { AutoScalingGroupTarget } from './auto-scaling-group/auto-scaling-group.ts';
import { EcsServiceTarget } from './ecs-service/ecs-service.ts';
import type { ScalingTarget } from './scaling-target.ts';

/** Every kind of target, made from a config that names it. What was parsed is what is bound: nothing is left out. */
const targets: { readonly [K in TargetKind]: (config: TargetConfig<K>) => ScalingTarget } = {
  'auto-scaling-group': (config) => new AutoScalingGroupTarget(config),
  'ecs-service': ({ cluster: clusterName, ...config }) => new EcsServiceTarget({ ...config, clusterName }),
};

/** The target that a config names, known by its names alone. */
export function targetNamed<K extends TargetKind>(config: TargetConfig<K>): ScalingTarget {
  return targets[config.kind](config);
}
