import * as z from 'zod/mini';
import { orNull, positive, text } from '../../../schema/fields.ts';
import { meanOf } from '../metrics.ts';
import { type ReadingsKindOf, resourceOf } from '../tier-measures.ts';

const schema = z.strictObject({
  /** The name of the cluster. */
  cluster: text(),
  /** The name of the service in it. */
  service: text(),
  /** Virtual processors of one task. */
  cores: orNull(positive()),
  /** Whether Container Insights tells how many tasks run. */
  containerInsights: z._default(z.boolean(), false),
});

/**
 * An ECS service: processors and memory of what its tasks reserve, and with Container Insights how many run.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 */
export const ecsService = {
  schema,
  is: 'compute',
  measures({ cluster: ClusterName, service: ServiceName, cores, containerInsights }, periodSeconds) {
    const of = (namespace: string) => ({ namespace, dimensions: { ClusterName, ServiceName }, periodSeconds });
    return {
      ...(containerInsights && { units: meanOf(of('ECS/ContainerInsights'), 'RunningTaskCount', 'count') }),
      resources: {
        cpu: resourceOf('cpu', meanOf(of('AWS/ECS'), 'CPUUtilization', 'percent'), { servers: cores }),
        memory: resourceOf('memory', meanOf(of('AWS/ECS'), 'MemoryUtilization', 'percent')),
      },
    };
  },
} as const satisfies ReadingsKindOf<typeof schema>;
