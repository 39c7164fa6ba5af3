import type { IBaseService } from 'aws-cdk-lib/aws-ecs';
import type { ReadingInput } from '../../../core/readings/reading-config.ts';
import { type DelayOptions, delayOf } from '../delay-of.ts';
import { type CpuUnit, cpuScale } from './cpu-unit.ts';
import { ecsHighResolution } from './ecs-high-resolution.ts';

export interface EcsServiceCpuOptions extends DelayOptions {
  /**
   * Whether the service publishes its CPU each 20 seconds (`monitoring` of the service, at CloudWatch's price of a metric of
   * one's own) and not each minute: then Headroom is woken, and looks, as often.
   * @default false
   */
  readonly highResolution?: boolean;
  /**
   * What it tells: a percent, or a share of 1, which is what the strain of a provisioner takes.
   * @default percent
   */
  readonly unit?: CpuUnit;
}

/** CPU of a service's tasks, of what they reserve, an average over them: a utilisation, not a demand. */
export function ecsServiceCpu(
  service: Pick<IBaseService, 'cluster' | 'serviceName'>,
  { unit = 'percent', highResolution = false, ...options }: EcsServiceCpuOptions = {},
): ReadingInput {
  const dimensions = { ClusterName: service.cluster.clusterName, ServiceName: service.serviceName };
  return {
    parts: [
      {
        kind: 'cloudwatch',
        namespace: 'AWS/ECS',
        metricName: 'CPUUtilization',
        dimensions,
        stat: 'Average',
        ...(highResolution && ecsHighResolution),
        ...delayOf(options),
      },
    ],
    ...cpuScale(unit),
  };
}
