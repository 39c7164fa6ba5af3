import type { OfKind } from '../../schema/one-of.ts';
import { autoScalingGroup } from './targets/auto-scaling-group.ts';
import { ecsService } from './targets/ecs-service.ts';
import { kubernetesWorkload } from './targets/kubernetes-workload.ts';

/** What can be scaled: what a config of each kind holds. A new kind is a line here, and the compiler asks for the rest. */
export const targetKinds = {
  'auto-scaling-group': autoScalingGroup,
  'ecs-service': ecsService,
  'kubernetes-workload': kubernetesWorkload,
};

export type TargetKind = keyof typeof targetKinds;
export type TargetConfig<Kind extends TargetKind = TargetKind> = OfKind<typeof targetKinds, Kind>;
