import type { IBaseService } from 'aws-cdk-lib/aws-ecs';
import type { ReadingInput } from '../../../core/readings/reading-config.ts';

/** CPU of a service's tasks, percent of what they reserve, an average over them: a utilisation, not a demand. */
export function ecsServiceCpu(service: Pick<IBaseService, 'cluster' | 'serviceName'>): ReadingInput {
  const dimensions = { ClusterName: service.cluster.clusterName, ServiceName: service.serviceName };
  return {
    parts: [{ kind: 'cloudwatch', namespace: 'AWS/ECS', metricName: 'CPUUtilization', dimensions, stat: 'Average' }],
  };
}
