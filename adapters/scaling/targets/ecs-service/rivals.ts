import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import type { Scaled } from '../any-kind/native-rivals.ts';

/** What Application Auto Scaling knows a service by. */
export function scaledService({ cluster, serviceName }: TargetConfig<'ecs-service'>): Scaled {
  const ResourceId = `service/${cluster}/${serviceName}`;
  return { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount', ResourceId };
}
