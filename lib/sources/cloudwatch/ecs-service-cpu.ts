import type { IBaseService } from 'aws-cdk-lib/aws-ecs';
import type { ReadingInput } from '../../../core/readings/reading-config.ts';
import { type CpuUnit, cpuScale } from './cpu-unit.ts';

export interface EcsServiceCpuOptions {
  /**
   * What it tells: a percent, or a share of 1, which is what the strain of a provisioner takes.
   * @default percent
   */
  readonly unit?: CpuUnit;
}

/** CPU of a service's tasks, of what they reserve, an average over them: a utilisation, not a demand. */
export function ecsServiceCpu(
  service: Pick<IBaseService, 'cluster' | 'serviceName'>,
  { unit = 'percent' }: EcsServiceCpuOptions = {},
): ReadingInput {
  const dimensions = { ClusterName: service.cluster.clusterName, ServiceName: service.serviceName };
  return {
    parts: [{ kind: 'cloudwatch', namespace: 'AWS/ECS', metricName: 'CPUUtilization', dimensions, stat: 'Average' }],
    ...cpuScale(unit),
  };
}
