import type { IAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { ReadingInput } from '../../../core/readings/reading-config.ts';
import { type DelayOptions, delayOf } from '../delay-of.ts';
import { type CpuUnit, cpuScale } from './cpu-unit.ts';

/** What may be said of the CPU of a group. */
export interface AutoScalingGroupCpuOptions extends DelayOptions {
  /**
   * Whether instances report each minute (detailed monitoring) and not each five.
   * @default false
   */
  readonly detailedMonitoring?: boolean;
  /**
   * What it tells: a percent, or a share of 1, which is what the strain of a provisioner takes.
   * @default percent
   */
  readonly unit?: CpuUnit;
}

/** CPU of a group's instances, an average over them: a utilisation, not a demand. */
export function autoScalingGroupCpu(
  { autoScalingGroupName }: Pick<IAutoScalingGroup, 'autoScalingGroupName'>,
  { detailedMonitoring = false, unit = 'percent', ...options }: AutoScalingGroupCpuOptions = {},
): ReadingInput {
  const dimensions = { AutoScalingGroupName: autoScalingGroupName };
  const periodSeconds = detailedMonitoring ? 60 : 300;
  return {
    parts: [
      {
        kind: 'cloudwatch',
        namespace: 'AWS/EC2',
        metricName: 'CPUUtilization',
        dimensions,
        stat: 'Average',
        periodSeconds,
        ...delayOf(options),
      },
    ],
    ...cpuScale(unit),
  };
}
